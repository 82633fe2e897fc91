-- Sessions, orders and credit by hour. A row's key is its hour and all of its dimensions.
create table utm_hourly_metrics (
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
    total_sessions bigint not null,
    unique_visitors bigint not null,
    unique_customers bigint not null,
    total_pageviews bigint not null,
    avg_session_duration_seconds numeric(18, 4),
    bounce_rate numeric(18, 4),
    total_orders bigint not null,
    total_conversions bigint not null,
    total_revenue numeric(18, 4) not null,
    avg_order_value numeric(18, 4),
    conversion_rate numeric(18, 4),
    attributed_orders numeric(18, 8) not null,
    attributed_revenue numeric(18, 4) not null,
    attribution_rate numeric(18, 4),
    data_completeness_score numeric(18, 4),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null
) /* partitioned: partition by range (date_start) */;

create unique index utm_hourly_metrics_key on utm_hourly_metrics (
    date_start, hour_start, utm_row_key(
        campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name,
        utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel
    )
);
create index utm_hourly_metrics_ids on utm_hourly_metrics (campaign_id, ad_id, date_start)
where campaign_id is not null;
create index utm_hourly_metrics_utm on utm_hourly_metrics (utm_source, utm_medium, utm_campaign)
where utm_source is not null;
create index utm_hourly_metrics_channel on utm_hourly_metrics (channel, date_start);
create index utm_hourly_metrics_batch on utm_hourly_metrics (batch_id);

create table utm_hourly_attribution (
    date_start date not null,
    hour_start integer not null,
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
    attribution_model text not null,
    attributed_orders numeric(18, 8) not null,
    attributed_revenue numeric(18, 4) not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null
) /* partitioned: partition by range (date_start) */;

create unique index utm_hourly_attribution_key on utm_hourly_attribution (
    date_start, hour_start, attribution_model, utm_row_key(
        campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name,
        utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel
    )
);
create index utm_hourly_attribution_ids
on utm_hourly_attribution (campaign_id, ad_id, date_start) where campaign_id is not null;
create index utm_hourly_attribution_utm
on utm_hourly_attribution (utm_source, utm_medium, utm_campaign) where utm_source is not null;
create index utm_hourly_attribution_channel on utm_hourly_attribution (channel, date_start);
create index utm_hourly_attribution_batch on utm_hourly_attribution (batch_id);
