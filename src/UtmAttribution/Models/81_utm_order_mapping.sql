-- Published: the shares of orders that sessions get, under every model.
-- Grain: one order, model and session. Key: order_id, attribution_model, session_id.
select
    orders.order_id,
    orders.order_name,
    utc_time(orders.created_us) as order_date,
    money(orders.value * run.money_factor) as order_value,
    run.currency as order_currency,
    mapping.session_id,
    sessions.session_token,
    sessions.session_date,
    attribution_models.attribution_model,
    weight(mapping.weight_units) as attribution_weight,
    money(mapping.revenue * run.money_factor) as attributed_revenue,
    mapping.touch_index,
    mapping.touch_count,
    mapping.is_primary as is_primary_attribution,
    profiles.campaign_id,
    profiles.campaign_name,
    profiles.adset_id,
    profiles.adset_name,
    profiles.ad_id,
    profiles.ad_name,
    profiles.utm_source,
    profiles.utm_medium,
    profiles.utm_campaign,
    profiles.utm_content,
    profiles.utm_term,
    profiles.channel,
    profiles.sub_channel,
    data_source(sessions.evidence) as data_source,
    mapping.order_date_local,
    run.created_at,
    run.created_at as updated_at,
    run.batch_id
from order_mapping as mapping
cross join run
inner join attribution_models on attribution_models.model_no = mapping.model_no
-- The dates let the engine pass over the rest of the tables, which are in their order.
inner join sessions
    on sessions.session_date = mapping.session_date and sessions.session_id = mapping.session_id
inner join profiles on profiles.profile_no = mapping.profile_no
inner join mapped_orders as orders
    on orders.order_date_local = mapping.order_date_local and orders.order_no = mapping.order_no
