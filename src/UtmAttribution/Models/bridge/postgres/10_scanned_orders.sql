-- Orders as they stand in the source, without their evidence.
-- Grain: one row read. Key: order_no. is_plain is false where the row is for the loader.
with timed_orders as (
    select
        order_id,
        order_name,
        created_at as created_us,
        updated_at as updated_us,
        cancelled_at as cancelled_us,
        test as is_test,
        total_price_amount as price,
        total_price_currency as currency,
        total_refunded_amount as refunded,
        customer_id,
        btrim(
            order_id,
            E' \t\n\v\f\r\u0085\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008'
            || E'\u2009\u200a\u2028\u2029\u202f\u205f\u3000'
        ) as trimmed_id,
        -- 2000-01-01 to 2100-01-01.
        case
            when created_at between 946684800000000 and 4102444799999999
                then reporting_hour(created_at)
        end as local_hour
    from source_orders
),

valued_orders as (
    select
        orders.*,
        case
            when orders.currency is null or orders.currency = settings.currency then 1
            else rates.rate
        end as rate,
        case
            when settings.is_net and orders.refunded > 0
                then greatest(orders.price - orders.refunded, 0)
            else orders.price
        end as worth,
        settings.minor_units
    from timed_orders as orders
    cross join load_settings as settings
    left join load_rates as rates
        on rates.currency = orders.currency
        and rates.day = floor_quotient(orders.local_hour, 24)
),

judged_orders as (
    select
        *,
        coalesce(
            order_id ~ '^[!-~]+$'
            and local_hour is not null
            and price >= 0 and price < 1000000000 and scale(price) <= 18
            and price * rate < 1000000000
            and coalesce(abs(refunded) < 1000000000000, true),
            false
        )
        and coalesce(customer_id ~ '^[!-~]*$', true)
        and coalesce(abs(cancelled_us) < 4102444800000000, true)
        and coalesce(abs(updated_us) < 4102444800000000, true) as is_plain
    from valued_orders
)

select
    row_number() over ()::integer as order_no,
    trimmed_id as order_id,
    order_name,
    created_us,
    updated_us,
    local_hour,
    nullif(customer_id, '') as customer_id,
    cancelled_us is not null as is_cancelled,
    coalesce(is_test, false) as is_test,
    case when is_plain then price::numeric(38, 18) end as price,
    case when is_plain then round(worth * rate * minor_units)::bigint end as value,
    is_plain
from judged_orders
