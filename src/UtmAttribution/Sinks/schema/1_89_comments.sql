-- What each table, view and function is; and columns that mean something of their own.
comment on table utm_sessions is
'Visits of one visitor that belong together, by local date of their start';
comment on table utm_order_mapping is
'The share of each order that each session gets, under every model';
comment on table utm_hourly_metrics is
'Sessions, orders and attributed revenue by hour and dimensions, under the primary model';
comment on table utm_hourly_attribution is
'Attributed orders and revenue by hour and dimensions, under every model';
comment on table utm_ad_hourly_performance is
'Ad spend with the sessions, orders and revenue that it brought, by hour and dimensions';
comment on table utm_daily_summary is 'Totals by day, channel, source and campaign';
comment on table utm_rejects is
'Records, and parts of orders, that could not be used, with the reason';
comment on table utm_runs is
'What each run that published here did: its options, totals, stages and warnings';
comment on table utm_channel_mapping is
'The rules that give a visit its channel; runs that publish here classify with them';

comment on column utm_hourly_metrics.attributed_orders is
'Orders, in shares, that the primary model gives to sessions with a campaign signal';
comment on column utm_hourly_metrics.attributed_revenue is
'Revenue that the primary model gives to sessions with a campaign signal';
comment on column utm_ad_hourly_performance.attributed_orders is
'Orders, in shares, that the primary model gives to sessions with a campaign signal';
comment on column utm_ad_hourly_performance.attributed_revenue is
'Revenue that the primary model gives to sessions with a campaign signal';
comment on column utm_daily_summary.roas is 'Total revenue / ad spend; 0 without spend';
comment on column utm_channel_mapping.channel is 'Channel that the rule gives';
comment on column utm_channel_mapping.sub_channel is 'Sub-channel that the rule gives';
comment on column utm_channel_mapping.channel_category is 'Category that the rule gives';
comment on column utm_channel_mapping.platform is 'Platform that the rule gives';
comment on column utm_runs.batch_id is 'The run, as the audit columns of its rows name it';

comment on view v_utm_ad_hourly_performance is
'utm_ad_hourly_performance: ad spend with what it brought, by hour and dimensions';
comment on view v_utm_daily_summary is
'utm_daily_summary: totals by day, channel, source and campaign';
comment on view v_utm_model_comparison is
'What each model gives to each channel and campaign, by day, side by side';
comment on function get_utm_channel(text, text, text, text) is
'Channel that utm_channel_mapping gives to a visit with these values';
comment on function get_utm_channel_rule(text, text, text, text) is
'Rule of utm_channel_mapping that wins for a visit with these values';
comment on function calculate_utm_attribution(date, date, text) is
'Credit by channel and campaign for the orders of some dates under one model';
comment on function calculate_attribution_data_quality_score(text) is
'How complete and consistent a batch is, 0 to 100';
