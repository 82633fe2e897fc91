-- Conversions whose visitor has no observed session in the lookback get one of their own; two at
-- one time are one.
-- Grain: one session. Key: session_id; so is visitor_no, start_us.
-- Distributed by: visitor_no.
with tokens as (
    select
        conversions.visitor_no,
        conversions.created_us as start_us,
        min(conversions.local_hour) as local_hour,
        count(visitor_names.customer_id) > 0 as is_customer,
        session_token(
            min(visitor_names.visitor_id), conversions.created_us, '', '', '', '', ''
        ) as token
    from conversions
    inner join visitor_names on visitor_names.visitor_no = conversions.visitor_no
    where
        not exists (
            select 1
            from order_sessions
            where
                order_sessions.visitor_no = conversions.visitor_no
                and order_sessions.order_place = conversions.order_place
        )
    group by conversions.visitor_no, conversions.created_us
)

select
    visitor_no,
    start_us,
    local_hour,
    is_customer,
    token::uuid as session_token,
    session_number(token) as session_id
from tokens
