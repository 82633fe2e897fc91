-- Published: credit by hour and dimensions under every model, all touchpoints.
-- Grain: date_start, hour_start, dimensions, attribution_model.
select
    credit.date_start,
    hour_of_day(row_hour) as hour_start,
    dimensions.campaign_id,
    dimensions.campaign_name,
    dimensions.adset_id,
    dimensions.adset_name,
    dimensions.ad_id,
    dimensions.ad_name,
    dimensions.utm_source,
    dimensions.utm_medium,
    dimensions.utm_campaign,
    dimensions.utm_content,
    dimensions.utm_term,
    dimensions.channel,
    dimensions.sub_channel,
    attribution_models.attribution_model,
    weight_sum(credit.weight_units) as attributed_orders,
    money(credit.revenue * run.money_factor) as attributed_revenue,
    run.created_at,
    run.created_at as updated_at,
    run.batch_id
from hourly_credit as credit
inner join dimensions on dimensions.dimension_no = credit.dimension_no
inner join attribution_models on attribution_models.model_no = credit.model_no
cross join run
