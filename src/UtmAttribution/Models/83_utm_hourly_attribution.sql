-- Published, with lookups: credit by hour under every model, all touchpoints.
-- Grain: date_start, hour_start, dimensions, attribution_model.
select
    credit.date_start,
    hour_of_day(row_hour) as hour_start,
    credit.dimension_no,
    credit.model_no,
    weight_sum(credit.weight_units) as attributed_orders,
    money_of(credit.revenue * run.money_factor) as attributed_revenue
from hourly_credit as credit
cross join run
