-- What a column holds; a name means the same in every table that has it.
do $comments$
declare
    described record;
begin
    for described in
        select columns.table_name, columns.column_name, said.words
        from information_schema.columns as columns
        inner join (
            values
            ('session_id', 'The session: the first 15 hex digits of its token as a number'),
            ('session_token', 'md5 of visitor, start and the five UTM values, 32 hex digits'),
            ('order_id', 'The order''s id in the shop'),
            (
                'visitor_id',
                'c: and the customer''s id, or o: and the order''s id where there is no customer'
            ),
            ('customer_id', 'The customer''s id in the shop'),
            ('utm_source', 'utm_source, cleaned and in lower case; NULL where there is none'),
            ('utm_medium', 'utm_medium, cleaned and in lower case; NULL where there is none'),
            ('utm_campaign', 'utm_campaign, cleaned; NULL where there is none'),
            ('utm_content', 'utm_content, cleaned; NULL where there is none'),
            ('utm_term', 'utm_term, cleaned; NULL where there is none'),
            ('click_id', 'Name of the ad click id, such as gclid or fbclid'),
            ('click_id_value', 'Value of the ad click id'),
            ('referrer_url', 'Where the visitor came from, as it was recorded'),
            ('referrer_domain', 'Host of the referrer; NULL where it is the shop itself'),
            ('landing_page_url', 'The page that was entered first'),
            ('device_type', 'Kind of device; NULL until web events are a source'),
            ('browser', 'Browser; NULL until web events are a source'),
            ('operating_system', 'Operating system; NULL until web events are a source'),
            ('country', 'Country; NULL until web events are a source'),
            ('city', 'City; NULL until web events are a source'),
            ('campaign_id', 'The campaign''s id in the ad platform'),
            ('campaign_name', 'The campaign''s newest name'),
            ('adset_id', 'The ad set''s id in the ad platform'),
            ('adset_name', 'The ad set''s newest name'),
            ('ad_id', 'The ad''s id in the ad platform'),
            ('ad_name', 'The ad''s newest name'),
            (
                'id_match',
                'How the ids were found: by ad_id, adset_id, campaign_id, campaign_name, …; none'
            ),
            (
                'channel',
                'The platform where it is known, else the group; Direct; Other without a rule'
            ),
            ('sub_channel', 'Channel group, such as Paid Social'),
            ('channel_category', 'Channel group in lower case with underscores'),
            ('platform', 'Platform, such as facebook'),
            ('session_start_time', 'First visit of the session'),
            ('session_end_time', 'Last visit of the session'),
            ('first_pageview_time', 'First visit of the session'),
            ('last_pageview_time', 'Last visit of the session'),
            ('pageviews_count', 'Visits of the session'),
            ('time_on_site_seconds', 'Whole seconds from the first visit to the last'),
            ('is_conversion_session', 'Whether it takes the last_click credit of an order'),
            ('conversion_type', 'purchase for a conversion session, else NULL'),
            ('conversion_value', 'Value of the orders that it takes the last_click credit of'),
            ('conversion_currency', 'Reporting currency for a conversion session, else NULL'),
            (
                'is_bot_traffic',
                'Whether the session is a machine; false until web events are a source'
            ),
            (
                'data_source',
                'Where it was seen: customer_journey, custom_attributes, customer_utm, order, none'
            ),
            ('session_date', 'Local date of the session''s start'),
            ('order_name', 'The order''s number as customers see it'),
            ('order_date', 'When the order was placed'),
            ('order_value', 'The order''s value in the reporting currency'),
            ('order_currency', 'The reporting currency'),
            ('attribution_model', 'The attribution model, such as last_click'),
            (
                'attribution_weight',
                'Share of the order; the shares of an order sum to 1 in each model'
            ),
            (
                'attributed_revenue',
                'Share of the order''s value; the shares sum to the value in each model'
            ),
            ('touch_index', 'Place of the session among the model''s touchpoints, from 1'),
            ('touch_count', 'Touchpoints of the order in the model'),
            (
                'is_primary_attribution',
                'Whether it is the one row of the order and model with the greatest share'
            ),
            ('order_date_local', 'Local date of the order'),
            ('date_start', 'Date of the hour, in the time zone of the ad account or of the report'),
            ('hour_start', 'Hour of the day, 0 to 23'),
            ('hour_window', 'The hour as people read it, such as 13:00:00 - 13:59:59'),
            ('total_sessions', 'Sessions that start in the time'),
            ('total_visitors', 'Visitors, summed over hours'),
            ('total_customers', 'Customers, summed over hours'),
            ('unique_visitors', 'Different visitors in the hour'),
            ('unique_customers', 'Different customers in the hour'),
            ('total_pageviews', 'Visits of the sessions'),
            ('avg_session_duration_seconds', 'Mean length of a session in seconds'),
            ('bounce_rate', 'Percent of sessions with one visit'),
            ('total_orders', 'Orders placed in the time'),
            ('total_conversions', 'The same as total_orders')
        ) as said (name, words) on said.name = columns.column_name
        where columns.table_schema = current_schema() and columns.table_name like 'utm\_%'
    loop
        execute format(
            'comment on column %I.%I is %L',
            described.table_name, described.column_name, described.words
        );
    end loop;
end
$comments$;
