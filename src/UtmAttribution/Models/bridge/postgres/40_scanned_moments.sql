-- The moments of the journeys of plain orders. Texts are empty where there is none; moments of one
-- shape_hash say the same.
-- Behind "offset 0", what a subquery works out is worked out once, however often it is named.
-- Grain: one moment, or one journey that is none. Key: moment_no. is_plain is false where it is for
-- the loader.
with journeys as (
    select
        orders.order_no,
        orders.created_us,
        source_orders.customer_journey as journey,
        source_orders.has_journey
    from source_orders
    inner join plain_orders as orders on orders.order_id = source_orders.order_id
    offset 0
),

-- What is no journey, or has moments that are no array, becomes a moment that is no object.
moment_arrays as (
    select
        order_no,
        created_us,
        case
            when not has_journey or jsonb_typeof(journey) in ('null', 'array') then '[]'::jsonb
            when jsonb_typeof(journey) <> 'object' or journey is null then '[0]'::jsonb
            else case coalesce(jsonb_typeof(journey -> 'moments'), 'null')
                when 'array' then journey -> 'moments'
                when 'null' then '[]'::jsonb
                else '[0]'::jsonb
            end
        end as moments
    from journeys
),

moments as (
    select
        moment_arrays.order_no,
        moment_arrays.created_us,
        jsonb_typeof(moment) = 'object'
        and jsonb_typeof(moment -> 'occurredAt') = 'string'
        and coalesce(jsonb_typeof(moment -> 'landingPage'), 'null') in ('string', 'null')
        and coalesce(jsonb_typeof(moment -> 'referrerUrl'), 'null') in ('string', 'null')
        and coalesce(jsonb_typeof(moment -> 'utmParameters'), 'null') in ('object', 'null')
        and not jsonb_path_exists(
            moment -> 'utmParameters', '$.* ? (@.type() == "number")'
        ) is true as has_plain_types,
        plain_time((moment ->> 'occurredAt') collate "C") as visit_us,
        coalesce(moment ->> 'landingPage', '') collate "C" as page,
        coalesce(moment ->> 'referrerUrl', '') collate "C" as referrer,
        coalesce(nullif(moment ->> 'utmParameters', '{}'), '') collate "C" as utm
    from moment_arrays
    cross join lateral jsonb_array_elements(moment_arrays.moments) as elements (moment)
    offset 0
)

select
    row_number() over ()::integer as moment_no,
    order_no,
    visit_us,
    page,
    case when page = '' then 0 else text_number(page, 0) end as page_hash,
    referrer,
    utm,
    text_number(utm || chr(4) || page_shape || chr(4) || referrer_shape(referrer), 0) as shape_hash,
    coalesce(
        has_plain_types
        and visit_us >= 946684800000000
        and visit_us <= created_us + 86400000000
        and strpos(page, chr(1)) = 0,
        false
    ) as is_plain
from moments
cross join lateral page_shape(page)
