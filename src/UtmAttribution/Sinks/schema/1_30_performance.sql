-- Ad spend with what it brought, by hour and by day.
create table utm_ad_hourly_performance (
    date_start date not null,
    hour_start integer not null,
    hour_window text not null,
    campaign_id text,
    campaign_name text,
    adset_id text,
    adset_name text,
    ad_id text,
    ad_name text,
    utm_source text,
    utm_medium text,
    utm_campaign text,
    utm_content text,
    utm_term text,
    channel text,
    sub_channel text,
    ad_impressions bigint not null,
    ad_clicks bigint not null,
    ad_spend numeric(18, 4) not null,
    ad_cpm numeric(18, 4),
    ad_cpc numeric(18, 4),
    ad_ctr numeric(18, 4),
    ad_purchases bigint not null,
    ad_purchase_value numeric(18, 4) not null,
    utm_sessions bigint not null,
    utm_visitors bigint not null,
    utm_customers bigint not null,
    utm_conversions bigint not null,
    utm_conversion_rate numeric(18, 4),
    utm_revenue numeric(18, 4) not null,
    utm_orders bigint not null,
    utm_avg_order_value numeric(18, 4),
    attributed_revenue numeric(18, 4) not null,
    attributed_orders numeric(18, 8) not null,
    attribution_rate numeric(18, 4),
    roas numeric(18, 4),
    conversion_rate_percent numeric(18, 4),
    session_to_conversion_rate numeric(18, 4),
    utm_data_quality numeric(18, 4),
    data_match_status text not null,
    utm_batch_id text,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null
) /* partitioned: partition by range (date_start) */;

create unique index utm_ad_hourly_performance_key on utm_ad_hourly_performance (
    date_start, hour_start, utm_row_key(
        campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name,
        utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel
    )
);
create index utm_ad_hourly_performance_ids
on utm_ad_hourly_performance (campaign_id, ad_id, date_start) where campaign_id is not null;
create index utm_ad_hourly_performance_utm
on utm_ad_hourly_performance (utm_source, utm_medium, utm_campaign) where utm_source is not null;
create index utm_ad_hourly_performance_channel on utm_ad_hourly_performance (channel, date_start);
create index utm_ad_hourly_performance_batch on utm_ad_hourly_performance (batch_id);

create table utm_daily_summary (
    date_start date not null,
    channel text,
    sub_channel text,
    utm_source text,
    utm_campaign text,
    total_sessions bigint not null,
    total_visitors bigint not null,
    total_customers bigint not null,
    total_conversions bigint not null,
    total_orders bigint not null,
    total_revenue numeric(18, 4) not null,
    total_ad_spend numeric(18, 4) not null,
    total_impressions bigint not null,
    total_clicks bigint not null,
    conversion_rate_percent numeric(18, 4),
    roas numeric(18, 4),
    avg_order_value numeric(18, 4),
    total_attributed_revenue numeric(18, 4) not null,
    total_attributed_orders numeric(18, 8) not null,
    attribution_rate_percent numeric(18, 4),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null
);

create unique index utm_daily_summary_key
on utm_daily_summary (date_start, utm_row_key(channel, sub_channel, utm_source, utm_campaign));
create index utm_daily_summary_channel on utm_daily_summary (channel, date_start);
create index utm_daily_summary_utm on utm_daily_summary (utm_source, utm_campaign)
where utm_source is not null;
create index utm_daily_summary_batch on utm_daily_summary (batch_id);
