-- Attribution as someone who knows SQL well writes it for his shop, in DuckDB: from the Parquet files of orders and ad hours to
-- partitioned Parquet, with five models. $source and $out are folders. Statements are run one after the other by by-hand.js.
-- What the product does beyond it is listed in bench/README.md.
set TimeZone = 'UTC';
set preserve_insertion_order = false;
set partitioned_write_flush_threshold = 100000;

create macro clean(value) as
    case
        when lower(trim(value)) in ('', 'null', 'none', 'undefined', 'nan', '(not set)', '(not provided)') then null
        when regexp_full_match(trim(value), '\{\w+\}|__\w+__|.*\{\{.*\}\}.*') then null
        else trim(value)
    end;
create macro url_param(url, name) as
    clean(url_decode(replace(nullif(regexp_extract(url, '[?&]' || name || '=([^&#]*)', 1), ''), '+', ' ')));
create macro host(url) as
    nullif(lower(regexp_extract(url, '^(?:[a-zA-Z.-]+:)?//(?:www\.)?([^/?#:]+)', 1)), '');
-- Klaviyo's comes last: its links may have Mailchimp's, too, which is the one that counts.
create macro click_of(url) as
    coalesce(
        nullif(regexp_extract(url, '[?&]((?:gclid|gbraid|wbraid|msclkid|ttclid|twclid|li_fat_id|sccid|rdt_cid|epik|irclickid|cjevent|awc|mc_cid|fbclid)=[^&#]+)', 1), ''),
        nullif(regexp_extract(url, '[?&](_kx=[^&#]+)', 1), '')
    );
create macro id_of(value) as case when regexp_full_match(value, '\d{6,}') then value end;

create view all_orders as
select
    order_id::varchar as order_id,
    order_name,
    coalesce('c:' || customer_id, 'o:' || order_id) as visitor_id,
    customer_id::varchar as customer_id,
    created_at::timestamp as ordered_at,
    cancelled_at is null and test is not true as counts,
    round(total_price_amount, 2)::decimal(18, 2) as order_value,
    total_price_currency as currency,
    landing_page_url as page,
    customer_referrer_url as referrer,
    clean(lower(customer_utm_source)) as utm_source,
    clean(lower(customer_utm_medium)) as utm_medium,
    clean(customer_utm_campaign) as utm_campaign,
    clean(customer_utm_content) as utm_content,
    clean(customer_utm_term) as utm_term,
    customer_journey,
    custom_attributes
from read_parquet('$source/shopify_orders*.parquet')
-- A test that was cancelled was a real visit all the same.
where test is not true or cancelled_at is not null;

create table orders as
select * exclude (customer_journey, custom_attributes)
from all_orders;

-- One row per moment of a journey that lies within 30 days before its order.
create table moments as
with exploded as (
    select
        order_id,
        visitor_id,
        ordered_at,
        unnest(
            from_json(
                customer_journey,
                '{"moments": [{"occurredAt": "TIMESTAMP", "landingPage": "VARCHAR", "referrerUrl": "VARCHAR",
                "utmParameters": {"source": "VARCHAR", "medium": "VARCHAR", "campaign": "VARCHAR", "content": "VARCHAR", "term": "VARCHAR"}}]}'
            ).moments
        ) as moment
    from all_orders
)

select
    order_id,
    visitor_id,
    ordered_at,
    moment.occurredAt as visited_at,
    coalesce(clean(lower(moment.utmParameters.source)), lower(url_param(moment.landingPage, 'utm_source'))) as utm_source,
    coalesce(clean(lower(moment.utmParameters.medium)), lower(url_param(moment.landingPage, 'utm_medium'))) as utm_medium,
    coalesce(clean(moment.utmParameters.campaign), url_param(moment.landingPage, 'utm_campaign')) as utm_campaign,
    coalesce(clean(moment.utmParameters.content), url_param(moment.landingPage, 'utm_content')) as utm_content,
    coalesce(clean(moment.utmParameters.term), url_param(moment.landingPage, 'utm_term')) as utm_term,
    click_of(moment.landingPage) as click_id,
    moment.landingPage as page,
    moment.referrerUrl as referrer,
    coalesce(utm_source, utm_medium, utm_campaign, utm_content, utm_term, click_id) is not null as has_signal
from exploded
where moment.occurredAt >= ordered_at - interval 30 day;

-- What an order itself carries counts where its journey has no campaign.
create table own_visits as
with journeys as (
    select order_id, bool_or(has_signal) as has_signal
    from moments
    where visited_at <= ordered_at
    group by order_id
),

attributes as (
    select
        order_id,
        clean(lower(max(item.value) filter (lower(item.key) = 'utm_source'))) as utm_source,
        clean(lower(max(item.value) filter (lower(item.key) = 'utm_medium'))) as utm_medium,
        clean(max(item.value) filter (lower(item.key) = 'utm_campaign')) as utm_campaign,
        clean(max(item.value) filter (lower(item.key) = 'utm_content')) as utm_content,
        clean(max(item.value) filter (lower(item.key) = 'utm_term')) as utm_term,
        min(click_of('?' || lower(item.key) || '=' || item.value)) as click_id
    from (
        select order_id, unnest(from_json(custom_attributes, '[{"key": "VARCHAR", "value": "VARCHAR"}]')) as item
        from all_orders
        where custom_attributes is not null
    )
    group by order_id
),

evidence as (
    select
        orders.*,
        journeys.order_id is not null as has_moment,
        case
            when coalesce(a.utm_source, a.utm_medium, a.utm_campaign, a.utm_content, a.utm_term, a.click_id) is not null then 1
            when coalesce(orders.utm_source, orders.utm_medium, orders.utm_campaign, orders.utm_content, orders.utm_term) is not null then 2
            else 3
        end as kind,
        a.utm_source as a_source, a.utm_medium as a_medium, a.utm_campaign as a_campaign, a.utm_content as a_content, a.utm_term as a_term,
        a.click_id as a_click
    from orders
    left join journeys using (order_id)
    left join attributes as a using (order_id)
    where not coalesce(journeys.has_signal, false)
),

visits as (
    select
        order_id,
        visitor_id,
        has_moment,
        ordered_at as visited_at,
        coalesce(case kind when 1 then a_source when 2 then utm_source end, lower(url_param(page, 'utm_source'))) as utm_source,
        coalesce(case kind when 1 then a_medium when 2 then utm_medium end, lower(url_param(page, 'utm_medium'))) as utm_medium,
        coalesce(case kind when 1 then a_campaign when 2 then utm_campaign end, url_param(page, 'utm_campaign')) as utm_campaign,
        coalesce(case kind when 1 then a_content when 2 then utm_content end, url_param(page, 'utm_content')) as utm_content,
        coalesce(case kind when 1 then a_term when 2 then utm_term end, url_param(page, 'utm_term')) as utm_term,
        coalesce(case kind when 1 then a_click end, click_of(page)) as click_id,
        page,
        referrer
    from evidence
)

select
    * exclude (has_moment),
    coalesce(utm_source, utm_medium, utm_campaign, utm_content, utm_term, click_id) is not null as has_signal
from visits
where has_signal
    or (not has_moment and host(referrer) is not null and host(referrer) is distinct from host(page));

-- Visits once each, however many orders list them, with their session: a new one begins after 30 minutes, at midnight, and where
-- another campaign comes in.
create table numbered_visits as
with visits as (
    select * exclude (order_id, ordered_at) from moments
    union by name
    select * exclude (order_id) from own_visits
),

in_order as (
    select
        *,
        row_number() over visitor as visit_no,
        coalesce(
            visited_at - lag(visited_at) over visitor > interval 30 minute
            or visited_at::date <> lag(visited_at) over visitor::date,
            true
        ) as is_apart,
        case when has_signal then concat_ws(chr(31), coalesce(utm_source, ''), coalesce(utm_medium, ''), coalesce(utm_campaign, ''), coalesce(utm_content, ''), coalesce(utm_term, '')) end as campaign,
        case
            when host(referrer) is distinct from host(page) then host(referrer)
        end as referrer_domain
    from visits
    window visitor as (partition by visitor_id order by visited_at, utm_source, utm_medium, utm_campaign, utm_content, utm_term, click_id, page)
),

stretches as (
    select *, sum(is_apart::int) over (partition by visitor_id order by visit_no) as stretch
    from in_order
),

campaign_starts as (
    select
        *,
        campaign <> last_value(campaign ignore nulls) over (
            partition by visitor_id, stretch order by visit_no rows between unbounded preceding and 1 preceding
        ) as is_start
    from stretches
),

campaign_runs as (
    select *, sum(coalesce(is_start, false)::int) over (partition by visitor_id, stretch order by visit_no) as run
    from campaign_starts
),

click_starts as (
    select
        *,
        click_id <> last_value(click_id ignore nulls) over (
            partition by visitor_id, stretch, run order by visit_no rows between unbounded preceding and 1 preceding
        ) as is_click_start
    from campaign_runs
)

select
    * exclude (is_apart, is_start, is_click_start, campaign),
    sum(coalesce(is_click_start, false)::int) over (partition by visitor_id, stretch, run order by visit_no) as part
from click_starts;

create table observed_sessions as
with grouped as (
    select
        visitor_id,
        min(visited_at) as started_at,
        max(visited_at) as ended_at,
        count(*) as pageviews,
        min(case when has_signal then 0 when referrer_domain is not null then 1000000 else 2000000 end + visit_no) % 1000000 as origin_no,
        min(visit_no) filter (click_id is not null) as click_no
    from numbered_visits
    group by visitor_id, stretch, run, part
)

select
    md5(concat_ws(
        chr(31), g.visitor_id, epoch_us(started_at), coalesce(utm_source, ''), coalesce(utm_medium, ''), coalesce(utm_campaign, ''),
        coalesce(utm_content, ''), coalesce(utm_term, '')
    )) as session_token,
    g.visitor_id,
    started_at,
    ended_at,
    pageviews,
    click.click_id,
    origin.* exclude (visitor_id, visited_at, click_id, has_signal, visit_no, stretch, run, part),
    coalesce(utm_source, utm_medium, utm_campaign, utm_content, utm_term, click.click_id) is not null as has_signal,
    true as is_observed
from grouped as g
inner join numbered_visits as origin on origin.visitor_id = g.visitor_id and origin.visit_no = g.origin_no
left join (select visitor_id, visit_no, click_id from numbered_visits where click_id is not null) as click
    on click.visitor_id = g.visitor_id and click.visit_no = g.click_no;

-- The ads: the newest names of ids, names that only one ever had, the zone of a campaign's account.
create table ads as
select
    ad_id, arg_max(ad_name, (date_start, hourly_window)) as ad_name, any_value(adset_id) as adset_id, any_value(campaign_id) as campaign_id
from read_parquet('$source/ads_insights_hourly*.parquet')
group by ad_id;
create table adsets as
select adset_id, arg_max(adset_name, (date_start, hourly_window)) as adset_name, any_value(campaign_id) as campaign_id
from read_parquet('$source/ads_insights_hourly*.parquet')
group by adset_id;
create table campaigns as
select campaign_id, campaign_name, coalesce(time_zone, 'UTC') as time_zone
from (
    select campaign_id, arg_max(campaign_name, (date_start, hourly_window)) as campaign_name, any_value(account_id) as account_id
    from read_parquet('$source/ads_insights_hourly*.parquet')
    group by campaign_id
)
left join read_csv('$source/ad_accounts.csv', all_varchar = true) using (account_id);
create table campaign_names as
select lower(trim(campaign_name)) as name, any_value(campaign_id) as campaign_id
from read_parquet('$source/ads_insights_hourly*.parquet')
group by all
having count(distinct campaign_id) = 1;
create table ad_names as
select campaign_id, lower(trim(ad_name)) as name, any_value(ad_id) as ad_id
from read_parquet('$source/ads_insights_hourly*.parquet')
group by all
having count(distinct ad_id) = 1;
create table adset_ad_names as
select adset_id, lower(trim(ad_name)) as name, any_value(ad_id) as ad_id
from read_parquet('$source/ads_insights_hourly*.parquet')
group by all
having count(distinct ad_id) = 1;
create table adset_names as
select campaign_id, lower(trim(adset_name)) as name, any_value(adset_id) as adset_id
from read_parquet('$source/ads_insights_hourly*.parquet')
group by all
having count(distinct adset_id) = 1;

-- Sessions with their ids and channel, those of orders without any included.
create table sessions as
with own_sessions as (
    select
        md5(concat_ws(chr(31), visitor_id, epoch_us(ordered_at), '', '', '', '', '')) as session_token,
        visitor_id,
        ordered_at as started_at,
        ordered_at as ended_at,
        1 as pageviews,
        false as has_signal,
        false as is_observed
    from orders
    where counts and not exists (
        from observed_sessions as s
        where s.visitor_id = orders.visitor_id and s.started_at > ordered_at - interval 30 day and s.started_at <= ordered_at
    )
    group by all
),

candidates as (
    select
        *,
        coalesce(id_of(utm_content), id_of(url_param(page, 'hsa_ad')), id_of(url_param(page, 'ad_id'))) as given_ad,
        coalesce(id_of(utm_term), id_of(url_param(page, 'hsa_grp')), id_of(url_param(page, 'adset_id'))) as given_adset,
        coalesce(id_of(utm_campaign), id_of(url_param(page, 'utm_id')), id_of(url_param(page, 'hsa_cam')), id_of(url_param(page, 'campaign_id'))) as given_campaign
    from (from observed_sessions union all by name from own_sessions)
),

placed as (
    select
        c.*,
        coalesce(ads.campaign_id, adsets.campaign_id, campaigns.campaign_id, campaign_names.campaign_id, given_campaign) as campaign_id,
        coalesce(ads.campaign_id, adsets.campaign_id, campaigns.campaign_id, campaign_names.campaign_id) as known_campaign,
        ads.ad_id as known_ad,
        ads.adset_id as adset_of_ad,
        case when ads.ad_id is null then adsets.adset_id end as known_adset
    from candidates as c
    left join ads on ads.ad_id = given_ad
    left join adsets on adsets.adset_id = given_adset
    left join campaigns on campaigns.campaign_id = given_campaign
    left join campaign_names on campaign_names.name = lower(utm_campaign)
),

named as (
    select
        p.*,
        coalesce(known_ad, adset_ad_names.ad_id, ad_names.ad_id, given_ad) as ad_id,
        coalesce(
            adset_of_ad, known_adset, ads.adset_id,
            case when known_ad is null and known_adset is null and ad_names.ad_id is null then adset_names.adset_id end, given_adset
        ) as adset_id
    from placed as p
    left join adset_ad_names on known_ad is null and adset_ad_names.adset_id = known_adset and adset_ad_names.name = lower(utm_content)
    left join ad_names
        on known_ad is null and known_adset is null and ad_names.campaign_id = known_campaign and ad_names.name = lower(utm_content)
    left join ads on ads.ad_id = coalesce(adset_ad_names.ad_id, ad_names.ad_id)
    left join adset_names on adset_names.campaign_id = known_campaign and adset_names.name = lower(utm_term)
)

select
    n.* exclude (given_ad, given_adset, given_campaign, known_campaign, known_ad, adset_of_ad, known_adset),
    campaign_name,
    adset_name,
    ad_name,
    coalesce(time_zone, 'UTC') as time_zone,
    case
        when not has_signal and referrer_domain is null then 'Direct'
        when utm_source in ('facebook', 'fb') then 'Facebook'
        when utm_source in ('instagram', 'ig') then 'Instagram'
        when utm_source in ('google', 'youtube') then 'Google'
        when utm_source in ('bing', 'tiktok', 'pinterest', 'snapchat', 'twitter', 'linkedin', 'reddit') then upper(utm_source[1]) || utm_source[2:]
        when utm_medium = 'email' or utm_source in ('klaviyo', 'newsletter') then 'Email'
        when utm_medium = 'sms' then 'SMS'
        when utm_medium like 'affiliate%' or utm_medium = 'partner' then 'Affiliate'
        when click_id similar to '(gclid|gbraid|wbraid)=.*' then 'Google'
        when click_id like 'fbclid=%' then 'Facebook'
        when click_id like 'ttclid=%' then 'Tiktok'
        when referrer_domain similar to '(google|bing|duckduckgo|search\.yahoo|ecosia|yandex|baidu)\..*' then 'Organic Search'
        when referrer_domain similar to '(.*\.)?(facebook|instagram|youtube|reddit|pinterest|t)\..*' then 'Organic Social'
        when referrer_domain is not null then 'Referral'
        else 'Other'
    end as channel,
    case
        when channel = 'Direct' then 'Direct'
        when utm_medium in ('cpc', 'paid', 'ppc', 'paid_social', 'display') then 'Paid'
        else 'Organic'
    end as sub_channel
from named as n
left join campaigns using (campaign_id)
left join adsets on adsets.adset_id = n.adset_id
left join ads on ads.ad_id = n.ad_id;

-- Sessions within 30 days before an order: the campaigns among them, else those with a referrer, else the last.
create table touchpoints as
with candidates as (
    select
        o.order_id,
        o.ordered_at,
        s.session_token,
        s.started_at,
        case when s.has_signal then 1 when s.channel <> 'Direct' then 2 else 3 end as tier
    from orders as o
    inner join sessions as s
        on s.visitor_id = o.visitor_id and s.started_at > o.ordered_at - interval 30 day and s.started_at <= o.ordered_at
    where o.counts
),

best as (
    select *
    from candidates
    qualify tier = min(tier) over (partition by order_id)
        and (tier < 3 or row_number() over (partition by order_id order by tier desc, started_at desc, session_token desc) = 1)
)

select
    order_id,
    session_token,
    row_number() over sequence as touch,
    count(*) over (partition by order_id) as touches,
    pow(2, -date_diff('second', started_at, max(started_at) over (partition by order_id)) / (7 * 86400.0)) as decay
from best
window sequence as (partition by order_id order by started_at, session_token);

create table mapping as
with models as (
    select
        order_id,
        session_token,
        touch,
        touches,
        unnest([
            {model: 'first_click', units: (touch = 1)::double},
            {model: 'last_click', units: (touch = touches)::double},
            {model: 'linear', units: 1.0},
            {model: 'time_decay', units: decay},
            {model: 'position_based', units: case
                when touches <= 2 then 1.0 when touch in (1, touches) then 0.4 else 0.2 / (touches - 2)
            end}
        ], recursive := true)
    from touchpoints
)

select
    order_id,
    session_token,
    model,
    touch,
    touches,
    units / sum(units) over (partition by order_id, model) as weight
from models
where units > 0;

create table order_mapping as
select
    m.*,
    o.order_name,
    o.ordered_at,
    o.ordered_at::date as order_date,
    o.order_value,
    o.currency,
    m.weight * o.order_value as revenue,
    s.has_signal,
    s.campaign_id, s.campaign_name, s.adset_id, s.adset_name, s.ad_id, s.ad_name,
    s.utm_source, s.utm_medium, s.utm_campaign, s.utm_content, s.utm_term, s.channel, s.sub_channel,
    timezone(s.time_zone, o.ordered_at::timestamptz) as ad_time
from mapping as m
inner join orders as o using (order_id)
inner join sessions as s on s.session_token = m.session_token and s.visitor_id = o.visitor_id;

create table hourly_attribution as
select
    ad_time::date as date_start, hour(ad_time) as hour_start,
    campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel,
    model, count(*) as touchpoints, sum(weight) as attributed_orders, sum(revenue) as attributed_revenue
from order_mapping
group by all;

create table hourly_metrics as
with session_rows as (
    select
        timezone(time_zone, started_at::timestamptz) as ad_time,
        campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel,
        visitor_id, 1 as sessions, pageviews, (pageviews = 1)::int as bounces, date_diff('second', started_at, ended_at) as seconds
    from sessions
    where is_observed
),

order_rows as (
    select
        ad_time, campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel,
        1 as orders, order_value, case when has_signal then revenue end as revenue, case when has_signal then weight end as weight
    from order_mapping
    where model = 'last_click'
),

-- Visitors one by one first: distinct counts of so many groups would not fit into memory.
visitor_hours as (
    select
        ad_time::date as date_start, hour(ad_time) as hour_start,
        campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel,
        visitor_id, sum(sessions) as sessions, sum(pageviews) as pageviews, sum(bounces) as bounces, sum(seconds) as seconds,
        sum(orders) as orders, sum(order_value) as order_value, sum(revenue) as revenue, sum(weight) as weight
    from (from session_rows union all by name from order_rows)
    group by all
)

select
    date_start, hour_start,
    campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name, utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel,
    coalesce(sum(sessions), 0) as total_sessions,
    count(visitor_id) as unique_visitors,
    count(visitor_id) filter (visitor_id like 'c:%') as unique_customers,
    coalesce(sum(pageviews), 0) as total_pageviews,
    coalesce(sum(seconds) / sum(sessions), 0) as avg_session_duration_seconds,
    coalesce(100.0 * sum(bounces) / sum(sessions), 0) as bounce_rate,
    coalesce(sum(orders), 0) as total_orders,
    coalesce(sum(order_value), 0) as total_revenue,
    coalesce(sum(weight), 0) as attributed_orders,
    coalesce(sum(revenue), 0) as attributed_revenue
from visitor_hours
group by all;

create table ad_hours as
select
    date_start, hourly_window[1:2]::int as hour_start, campaign_id, ad_id,
    sum(impressions) as impressions, sum(clicks) as clicks, sum(spend) as spend,
    sum(action_onsite_web_purchase) as purchases, sum(value_onsite_web_purchase) as purchase_value,
    arg_max(coalesce(platform, 'facebook'), spend) as platform
from read_parquet('$source/ads_insights_hourly*.parquet')
group by all;

create table ad_performance as
with joined as (
    select
        coalesce(m.date_start, a.date_start) as date_start,
        coalesce(m.hour_start, a.hour_start) as hour_start,
        coalesce(m.campaign_id, a.campaign_id) as campaign_id,
        coalesce(m.ad_id, a.ad_id) as ad_id,
        m.* exclude (date_start, hour_start, campaign_id, campaign_name, adset_id, adset_name, ad_id, ad_name, channel, sub_channel),
        coalesce(m.channel, upper(platform[1]) || platform[2:]) as channel,
        coalesce(m.sub_channel, 'Paid') as sub_channel,
        impressions, clicks, spend, purchases, purchase_value,
        case when a.ad_id is null then 'utm_only' when m.date_start is null then 'ads_only' else 'matched' end as data_match_status,
        -- Several campaign rows of one ad hour share what it cost.
        coalesce((total_sessions + total_orders) / sum(total_sessions + total_orders) over (partition by a.date_start, a.hour_start, a.campaign_id, a.ad_id), 1) as share
    from hourly_metrics as m
    full join ad_hours as a
        on a.date_start = m.date_start and a.hour_start = m.hour_start and a.campaign_id = m.campaign_id and a.ad_id = m.ad_id
)

select
    date_start, hour_start, j.campaign_id, campaign_name, ads.adset_id, adset_name, j.ad_id, ad_name,
    utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel,
    share * impressions as ad_impressions,
    share * clicks as ad_clicks,
    share * spend as ad_spend,
    1000 * spend / nullif(impressions, 0) as ad_cpm,
    spend / nullif(clicks, 0) as ad_cpc,
    100.0 * clicks / nullif(impressions, 0) as ad_ctr,
    share * purchases as ad_purchases,
    share * purchase_value as ad_purchase_value,
    total_sessions, unique_visitors, unique_customers, total_orders, total_revenue, attributed_orders, attributed_revenue,
    attributed_revenue / nullif(share * spend, 0) as roas,
    100.0 * total_orders / nullif(share * clicks, 0) as conversion_rate_percent,
    data_match_status
from joined as j
left join campaigns on campaigns.campaign_id = j.campaign_id
left join ads on ads.ad_id = j.ad_id
left join adsets on adsets.adset_id = ads.adset_id;

copy (select *, started_at::date as session_date from sessions order by session_date)
to '$out/sessions' (format parquet, compression zstd, partition_by (session_date));
copy (from order_mapping order by order_date)
to '$out/order_mapping' (format parquet, compression zstd, partition_by (order_date));
copy (from hourly_metrics order by date_start)
to '$out/hourly_metrics' (format parquet, compression zstd, partition_by (date_start));
copy (from hourly_attribution order by date_start)
to '$out/hourly_attribution' (format parquet, compression zstd, partition_by (date_start));
copy (from ad_performance order by date_start)
to '$out/ad_performance' (format parquet, compression zstd, partition_by (date_start));
