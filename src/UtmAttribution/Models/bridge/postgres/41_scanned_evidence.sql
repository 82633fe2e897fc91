-- What plain orders themselves carry. Texts are empty where there is none; orders of one shape_hash
-- carry the same.
-- Behind "offset 0", what a subquery works out is worked out once, however often it is named.
-- Grain: one order that carries something. Key: order_no. is_plain is false where it is for the
-- loader.
with evidence as (
    select
        orders.order_no,
        coalesce(source_orders.landing_page_url, '') as page,
        coalesce(source_orders.customer_referrer_url, '') as referrer,
        coalesce(source_orders.customer_utm_source, '') as utm_source,
        coalesce(source_orders.customer_utm_medium, '') as utm_medium,
        coalesce(source_orders.customer_utm_campaign, '') as utm_campaign,
        coalesce(source_orders.customer_utm_content, '') as utm_content,
        coalesce(source_orders.customer_utm_term, '') as utm_term,
        case
            when source_orders.has_attributes then known_attributes(source_orders.custom_attributes)
            else '[]'::jsonb
        end as attributes
    from source_orders
    inner join plain_orders as orders on orders.order_id = source_orders.order_id
    offset 0
)

select
    evidence.*,
    case when page = '' then 0 else text_number(page, 0) end as page_hash,
    text_number(
        concat_ws(
            chr(4), utm_source, utm_medium, utm_campaign, utm_content, utm_term,
            attributes_shape(attributes), page_shape, referrer_shape(referrer)
        ),
        0
    ) as shape_hash,
    attributes is not null
    and strpos(page, chr(1)) = 0
    and attributes::text collate "C" !~ '\\u000[12]' as is_plain
from evidence
cross join lateral page_shape(page)
where
    attributes is distinct from '[]'::jsonb
    or page <> '' or referrer <> ''
    or utm_source <> '' or utm_medium <> '' or utm_campaign <> '' or utm_content <> ''
    or utm_term <> ''
