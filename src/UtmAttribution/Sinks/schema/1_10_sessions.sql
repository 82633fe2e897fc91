-- Sessions, and the shares of orders that they get.
-- What stands in a comment that begins with "partitioned:" counts where the tables are partitioned.
create table utm_sessions (
    session_id bigint not null,
    session_token text not null,
    visitor_id text not null,
    customer_id text,
    utm_source text,
    utm_medium text,
    utm_campaign text,
    utm_content text,
    utm_term text,
    click_id text,
    click_id_value text,
    referrer_url text,
    referrer_domain text,
    landing_page_url text,
    device_type text,
    browser text,
    operating_system text,
    country text,
    city text,
    campaign_id text,
    adset_id text,
    ad_id text,
    id_match text,
    channel text,
    sub_channel text,
    channel_category text,
    platform text,
    session_start_time timestamptz not null,
    session_end_time timestamptz not null,
    first_pageview_time timestamptz,
    last_pageview_time timestamptz,
    pageviews_count bigint,
    time_on_site_seconds bigint,
    is_conversion_session boolean,
    conversion_type text,
    conversion_value numeric(18, 4),
    conversion_currency text,
    is_bot_traffic boolean,
    data_source text,
    session_date date not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null,
    constraint utm_sessions_pkey primary key (session_id /* partitioned: , session_date */)
) /* partitioned: partition by range (session_date) */;

create index utm_sessions_date on utm_sessions (session_date, channel);
create index utm_sessions_ids on utm_sessions (campaign_id, ad_id) where campaign_id is not null;
create index utm_sessions_utm on utm_sessions (utm_source, utm_medium, utm_campaign)
where utm_source is not null;
create index utm_sessions_batch on utm_sessions (batch_id);

create table utm_order_mapping (
    order_id text not null,
    order_name text,
    order_date timestamptz not null,
    order_value numeric(18, 4) not null,
    order_currency text not null,
    session_id bigint not null,
    session_token text not null,
    session_date date not null,
    attribution_model text not null,
    attribution_weight numeric(9, 8) not null,
    attributed_revenue numeric(18, 4) not null,
    touch_index integer not null,
    touch_count integer not null,
    is_primary_attribution boolean not null,
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
    data_source text,
    order_date_local date not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    batch_id text not null,
    constraint utm_order_mapping_pkey primary key (
        order_id, attribution_model, session_id /* partitioned: , order_date_local */
    )
) /* partitioned: partition by range (order_date_local) */;

create index utm_order_mapping_date on utm_order_mapping (order_date_local, attribution_model);
create index utm_order_mapping_session on utm_order_mapping (session_id);
create index utm_order_mapping_ids on utm_order_mapping (campaign_id, ad_id)
where campaign_id is not null;
create index utm_order_mapping_utm on utm_order_mapping (utm_source, utm_medium, utm_campaign)
where utm_source is not null;
create index utm_order_mapping_channel on utm_order_mapping (channel, order_date_local);
create index utm_order_mapping_batch on utm_order_mapping (batch_id);
