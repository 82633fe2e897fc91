-- Credit of every model by the hour in which the order was placed, in the row's own zone.
-- Grain: local hour, dimensions and model. Key: row_hour, dimension_no, model_no.
with order_checks as (
    select
        order_no,
        model_no,
        sum(weight_units) = 100000000 as is_whole,
        sum(revenue) = min(value) and min(value) > 0 as is_paid
    from order_mapping
    group by order_no, model_no
),

placed_credit as (
    select
        order_mapping.*,
        profiles.dimension_no,
        profiles.has_signal,
        coalesce(
            floor_quotient(order_mapping.created_us + zone_offsets.offset_us, 3600000000)::integer, order_mapping.local_hour
        ) as row_hour
    from order_mapping
    inner join profiles on profiles.profile_no = order_mapping.profile_no
    left join zone_offsets
        on zone_offsets.zone_no = profiles.zone_no
        and order_mapping.created_us >= zone_offsets.from_us
        and order_mapping.created_us < zone_offsets.until_us
)

select
    placed_credit.row_hour,
    placed_credit.dimension_no,
    placed_credit.model_no,
    sum(weight_units) as weight_units,
    sum(revenue) as revenue,
    sum(case when has_signal then weight_units else 0 end) as campaign_weight_units,
    sum(case when has_signal then revenue else 0 end) as campaign_revenue,
    sum(case when is_primary then 1 else 0 end) as orders,
    sum(case when is_primary then value else 0 end) as order_value,
    sum(case when is_primary and not is_whole then 1 else 0 end) as broken_orders,
    sum(case when is_primary and is_paid then 1 else 0 end) as paid_orders
from placed_credit
inner join order_checks
    on order_checks.order_no = placed_credit.order_no and order_checks.model_no = placed_credit.model_no
cross join run
where row_hour between hours_until(run.from_date) and hours_until(run.to_date) + 23
group by placed_credit.row_hour, placed_credit.dimension_no, placed_credit.model_no
