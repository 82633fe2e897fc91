-- Orders and what campaigns get of them by hour, under the primary model.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with primary_rows as (
    select
        order_mapping.*,
        sum(order_mapping.weight_units) over whole as order_weight_units,
        sum(order_mapping.revenue) over whole as order_revenue
    from order_mapping
    cross join run
    where order_mapping.model_no = run.primary_model_no
    window whole as (partition by order_mapping.visitor_no, order_mapping.order_place)
),

checked_rows as (
    select
        *,
        order_weight_units = 100000000 as is_whole,
        order_revenue = value and value > 0 as is_paid
    from primary_rows
)

select
    row_hour,
    dimension_no,
    sum(case when has_signal then weight_units else 0 end)::bigint as weight_units,
    sum(case when has_signal then revenue else 0 end)::bigint as revenue,
    sum(case when is_primary then 1 else 0 end)::bigint as orders,
    sum(case when is_primary then value else 0 end)::bigint as order_value,
    sum(case when is_primary and not is_whole then 1 else 0 end)::bigint as broken_orders,
    sum(case when is_primary and is_paid then 1 else 0 end)::bigint as paid_orders
from checked_rows
cross join run
where row_hour between hours_until(run.from_date) and hours_until(run.to_date) + 23
group by row_hour, dimension_no
