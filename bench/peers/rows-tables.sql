-- The tables that the row-by-row way fills; the schema is the first of the search path.
create table sessions (
    session_token text primary key, visitor_id text not null, utm_source text, utm_medium text, utm_campaign text, utm_content text, utm_term text,
    click_id text, landing_page text, referrer text, campaign_id text, adset_id text, ad_id text, has_campaign boolean not null,
    session_start timestamptz not null, session_end timestamptz not null, pageviews integer not null
);
create table order_mapping (
    order_id bigint primary key, session_token text not null references sessions, order_date timestamptz not null, order_value numeric(18, 4) not null,
    attributed_revenue numeric(18, 4) not null
);
