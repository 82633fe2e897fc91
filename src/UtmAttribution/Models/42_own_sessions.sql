-- Conversions whose visitor has no observed session in the lookback get one of their own; two at
-- one time are one.
-- Grain: one session. Key: session_id; so is visitor_no, start_us.
with tokens as (
    select
        orders.visitor_no,
        orders.created_us as start_us,
        min(orders.local_hour) as local_hour,
        session_token(
            min(visitor_names.visitor_id), orders.created_us, '', '', '', '', ''
        ) as token
    from orders
    inner join visitor_names on visitor_names.visitor_no = orders.visitor_no
    where
        orders.is_conversion
        and not exists (
            select 1 from order_sessions where order_sessions.order_no = orders.order_no
        )
    group by orders.visitor_no, orders.created_us
)

select
    visitor_no,
    start_us,
    local_hour,
    token::uuid as session_token,
    session_number(token) as session_id
from tokens
