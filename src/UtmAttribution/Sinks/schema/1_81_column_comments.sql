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
            ('total_revenue', 'Value of the orders placed in the time'),
            ('avg_order_value', 'Revenue / orders; 0 without orders'),
            ('conversion_rate', 'Orders in percent of sessions'),
            ('attributed_orders', 'Orders, in shares, that the model gives'),
            (
                'attribution_rate',
                'Attributed revenue in percent of revenue; of orders where revenue is 0'
            ),
            ('data_completeness_score', 'How complete and consistent the row is, 0 to 100'),
            ('ad_impressions', 'Impressions'),
            ('ad_clicks', 'Clicks'),
            ('ad_spend', 'Spend in the reporting currency; none is counted twice'),
            ('ad_cpm', 'Spend for 1,000 impressions'),
            ('ad_cpc', 'Spend for a click'),
            ('ad_ctr', 'Clicks in percent of impressions'),
            ('ad_purchases', 'Purchases that the platform itself reports'),
            ('ad_purchase_value', 'Value of the purchases that the platform itself reports'),
            ('utm_sessions', 'Sessions that start in the hour'),
            ('utm_visitors', 'Different visitors in the hour'),
            ('utm_customers', 'Different customers in the hour'),
            ('utm_conversions', 'Orders placed in the hour'),
            ('utm_conversion_rate', 'Orders in percent of sessions'),
            ('utm_revenue', 'Value of the orders placed in the hour'),
            ('utm_orders', 'Orders placed in the hour'),
            ('utm_avg_order_value', 'Revenue / orders; 0 without orders'),
            ('roas', 'Attributed revenue / spend; 0 without spend'),
            ('conversion_rate_percent', 'Orders in percent of clicks; of sessions by day'),
            ('session_to_conversion_rate', 'Orders in percent of sessions'),
            ('utm_data_quality', 'data_completeness_score of the UTM row; NULL without one'),
            ('data_match_status', 'matched, ads_only or utm_only'),
            ('utm_batch_id', 'The run that made the UTM side; NULL for ads_only'),
            ('total_ad_spend', 'Spend in the reporting currency'),
            ('total_impressions', 'Impressions'),
            ('total_clicks', 'Clicks'),
            (
                'total_attributed_revenue',
                'Revenue that the primary model gives to sessions with a campaign signal'
            ),
            (
                'total_attributed_orders',
                'Orders, in shares, that the primary model gives to sessions with a campaign signal'
            ),
            (
                'attribution_rate_percent',
                'Attributed revenue in percent of revenue; of orders where revenue is 0'
            ),
            ('source_table', 'The source table: shopify_orders or ads_insights_hourly'),
            ('record_id', 'The order, or campaign|ad|date_start|hourly_window'),
            (
                'record_date',
                'Local date of the order, date_start of the ad row; 1970-01-01 where it has none'
            ),
            ('severity', 'rejected: not used at all; partial: the order is used without that part'),
            ('reason', 'The reason, such as bad_amount'),
            ('detail', 'What was found'),
            ('created_at', 'Start of the run that made the row'),
            ('updated_at', 'Start of the run that made the row'),
            ('batch_id', 'The run that made the row; see utm_runs'),
            ('from_date', 'First local date that the run published'),
            ('to_date', 'Last local date that the run published'),
            ('started_at', 'Start of the run'),
            ('published_at', 'When the run published'),
            ('time_zone', 'Reporting time zone'),
            ('currency', 'Reporting currency'),
            ('tool_version', 'Version of the tool'),
            ('options', 'Options of the run'),
            ('datasets', 'Rows, dates and bytes that it published, by dataset'),
            ('ledger', 'The totals that were reconciled'),
            ('stages', 'Seconds and rows of each stage'),
            ('warnings', 'What a person should look at'),
            ('peak_memory_bytes', 'Largest resident memory of the process, until publishing ended'),
            ('id', 'The rule; of rules with one priority the smallest id wins'),
            (
                'utm_source_pattern',
                'Regular expression sought in utm_source in any case; blank takes all, ^$ NULL'
            ),
            ('utm_medium_pattern', 'The same for utm_medium'),
            ('utm_campaign_pattern', 'The same for utm_campaign'),
            ('utm_content_pattern', 'The same for utm_content'),
            ('utm_term_pattern', 'The same for utm_term'),
            ('referrer_pattern', 'The same for the referrer''s domain'),
            ('click_id_pattern', 'The same for the name of the click id'),
            ('ad_id_pattern', 'The same for the ad''s id'),
            ('priority', 'The rule with the highest priority that matches wins'),
            ('is_active', 'Whether the rule takes part')
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
