-- The visits that the loader made of the shapes; none where a shape says nothing.
-- Grain: one shape. Key: is_moment, shape_hash. click_text is U+0001 or U+0002 where the value
-- stands in the landing page or in the attributes.
with shape_orders as (
    select
        orders.order_no,
        substr(orders.order_id, length(settings.shape_mark) + 1, 1) = 'm' as is_moment,
        substr(orders.order_id, length(settings.shape_mark) + 2)::bigint as shape_hash
    from loaded_order_rows as orders
    cross join load_settings as settings
    where starts_with(orders.order_id, settings.shape_mark)
)

select
    shape_orders.is_moment,
    shape_orders.shape_hash,
    visits.utm_no,
    visits.link_no,
    visits.has_referrer_domain,
    visits.evidence,
    referrer_values.referrer_domain,
    visits.click_no,
    coalesce(click_values.click_name_no, 0) as click_name_no,
    click_names.click_id,
    click_values.click_id_value as click_text,
    visits.utm_no <> 0 or visits.click_no <> 0 as has_signal
from shape_orders
inner join loaded_visit_rows as visits on visits.order_no = shape_orders.order_no
inner join loaded_referrer_values as referrer_values
    on referrer_values.referrer_no = visits.referrer_no
inner join loaded_click_values as click_values on click_values.click_no = visits.click_no
left join click_names on click_names.click_name_no = click_values.click_name_no
