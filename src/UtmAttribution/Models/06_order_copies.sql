-- Copies: usable rows that share their order id with others; the first in rank is the order.
-- Grain: one row of a repeated order id. Key: order_no.
with repeated_ids as (
    select order_id
    from order_rows
    where reason is null and order_id in (select order_id from order_repeats)
    group by order_id
    having count(*) > 1
)

select
    order_rows.order_no,
    row_number() over (
        partition by order_rows.order_id
        order by
            order_rows.updated_us desc nulls last,
            order_rows.created_us desc,
            order_rows.price desc,
            order_texts.source_text desc nulls last,
            order_rows.order_no
    ) as copy_rank
from order_rows
inner join repeated_ids on repeated_ids.order_id = order_rows.order_id
left join order_texts on order_texts.order_no = order_rows.order_no
where order_rows.reason is null
