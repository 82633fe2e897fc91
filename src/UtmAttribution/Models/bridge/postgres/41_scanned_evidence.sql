-- What plain orders themselves carry. Texts are empty where there is none.
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
            when not source_orders.has_attributes then '[]'::jsonb
            when source_orders.custom_attributes is not null
                then known_attributes(source_orders.custom_attributes)
        end as attributes
    from source_orders
    inner join plain_orders as orders on orders.order_id = source_orders.order_id
)

select
    *,
    case when page = '' then '' else page_shape(page) end as page_shape,
    case when referrer = '' then '' else referrer_shape(referrer) end as referrer_shape,
    coalesce(attributes_shape(attributes), '') collate "C" as attributes_shape,
    attributes is not null
    and strpos(page, chr(1)) = 0
    and attributes::text collate "C" !~ '\\u000[12]' as is_plain
from evidence
where
    attributes is distinct from '[]'::jsonb
    or page <> '' or referrer <> ''
    or utm_source <> '' or utm_medium <> '' or utm_campaign <> '' or utm_content <> ''
    or utm_term <> ''
