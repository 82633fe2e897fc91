-- What the models need and DuckDB and PostgreSQL say differently. Same names and arguments in every
-- engine's bridge.

-- Integer division; the models divide nothing negative.
create macro quotient(dividend, divisor) as dividend // divisor;

-- Integer division that rounds towards minus infinity, for times before 1970.
create macro floor_quotient(dividend, divisor) as
    case when dividend % divisor < 0 then dividend // divisor - 1 else dividend // divisor end;

-- Cumulative rounding: how much of an amount the first units of a total have received. The product
-- needs 128 bits, whose division is slow; most products fit in 64, and most of these can be told
-- without a division.
create macro share_of(amount, units, total) as
    case
        when units = total then amount::bigint
        when units = 0 or amount = 0 then 0::bigint
        when amount < 2147483648 and units < 4294967296 then amount::bigint * units // total
        when units <= 9223372036854775807 // amount then amount::bigint * units // total
        else (amount::hugeint * units // total)::bigint
    end;

-- Local hours since 1970-01-01 00:00.
create macro local_date(local_hour) as date '1970-01-01' + floor_quotient(local_hour, 24)::integer;
create macro hour_of_day(local_hour) as (local_hour - 24 * floor_quotient(local_hour, 24))::integer;
create macro hours_until(day) as (day - date '1970-01-01') * 24;

-- Microseconds since 1970-01-01 UTC as a timestamp.
create macro utc_time(microseconds) as make_timestamptz(microseconds);

-- Whole numbers of 10^-4 and 10^-8 as decimals.
create macro money(units) as (units::decimal(19, 0) * 0.0001::decimal(5, 4))::decimal(18, 4);
create macro weight(units) as (units::decimal(19, 0) * 0.00000001::decimal(9, 8))::decimal(9, 8);
create macro weight_sum(units) as
    (units::decimal(19, 0) * 0.00000001::decimal(9, 8))::decimal(18, 8);

-- The quotient of two whole numbers, rounded half away from zero to four decimals; 0 without a
-- divisor, NULL where it does not fit.
create macro ratio(dividend, divisor) as
    case
        when divisor = 0 then 0::decimal(18, 4)
        when dividend::hugeint * 10000 // divisor >= 999999999999999999 then null
        else money((dividend::hugeint * 20000 + divisor) // (2 * divisor::hugeint))
    end;

-- A session's token, 16 bytes that sort as their hex digits do; these digits as they are published,
-- and the number made of the first 15.
create macro session_token(
    visitor_id, start_us, utm_source, utm_medium, utm_campaign, utm_content, utm_term
) as
    md5(
        visitor_id || chr(31) || start_us || chr(31) || coalesce(utm_source, '') || chr(31)
        || coalesce(utm_medium, '') || chr(31)
        || coalesce(utm_campaign, '') || chr(31) || coalesce(utm_content, '') || chr(31)
        || coalesce(utm_term, '')
    )::uuid;
create macro token_text(token) as replace(token::varchar, '-', '');
create macro session_number(token) as ('0x' || left(token_text(token), 15))::bigint;

-- Time decay: units that halve with every half-life.
create macro decay_units(seconds, half_life_seconds) as
    greatest(1, floor(1073741824 * pow(2::double, -(seconds::double / half_life_seconds)))::bigint);

-- The hour of a day as people read it.
create macro hour_window(hour_start) as
    lpad(hour_start::varchar, 2, '0') || ':00:00 - ' || lpad(hour_start::varchar, 2, '0')
    || ':59:59';

-- Percent of the revenue that is attributed; of the orders where there is no revenue. Money in
-- 10^-4, weights in 10^-8.
create macro attribution_rate(revenue, order_value, weight_units, orders) as
    case
        when order_value > 0 then ratio(100 * revenue, order_value)
        else ratio(weight_units, orders * 1000000)
    end;

-- Where a session's evidence was found, as the datasets call it.
create macro data_source(evidence) as
    case evidence
        when 1 then 'customer_journey'
        when 2 then 'custom_attributes'
        when 3 then 'customer_utm'
        when 4 then 'order'
        else 'none'
    end;
