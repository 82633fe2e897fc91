-- Published, with the lookups dimensions and attribution_models: credit by hour under every model,
-- all touchpoints.
-- Grain: date_start, hour_start, dimensions, attribution_model.
select
    credit.date_start,
    hour_of_day(row_hour) as hour_start,
    credit.dimension_no,
    credit.model_no,
    weight_sum(credit.weight_units) as attributed_orders,
    money(credit.revenue * run.money_factor) as attributed_revenue,
    run.created_at,
    run.created_at as updated_at,
    run.batch_id
from hourly_credit as credit
cross join run
