-- Orders and what campaigns get of them by hour, under the primary model.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with primary_rows as (
    select order_mapping.*
    from order_mapping
    cross join run
    where order_mapping.model_no = run.primary_model_no
),

order_checks as (
    select
        order_place,
        sum(weight_units) = 100000000 as is_whole,
        sum(revenue) = min(value) and min(value) > 0 as is_paid
    from primary_rows
    group by order_place
)

select
    primary_rows.row_hour,
    primary_rows.dimension_no,
    sum(case when has_signal then weight_units else 0 end)::bigint as weight_units,
    sum(case when has_signal then revenue else 0 end)::bigint as revenue,
    sum(case when is_primary then 1 else 0 end)::bigint as orders,
    sum(case when is_primary then value else 0 end)::bigint as order_value,
    sum(case when is_primary and not is_whole then 1 else 0 end)::bigint as broken_orders,
    sum(case when is_primary and is_paid then 1 else 0 end)::bigint as paid_orders
from primary_rows
inner join order_checks on order_checks.order_place = primary_rows.order_place
cross join run
where row_hour between hours_until(run.from_date) and hours_until(run.to_date) + 23
group by primary_rows.row_hour, primary_rows.dimension_no
