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

-- Whole numbers of 10^-4 and 10^-8 as decimals. Numbers of 14 and of 10 digits do it in 64 bits,
-- which is much faster than in 128.
create macro money_of(units) as
    case
        when units between -99999999999999 and 99999999999999
            then units::decimal(14, 0) * 0.0001::decimal(4, 4)
        else (units::decimal(19, 0) * 0.0001::decimal(5, 4))::decimal(18, 4)
    end;
create macro weight(units) as (units::decimal(9, 0) * 0.00000001::decimal(9, 8))::decimal(9, 8);
create macro weight_sum(units) as
    case
        when units between 0 and 9999999999
            then units::decimal(10, 0) * 0.00000001::decimal(8, 8)
        else (units::decimal(19, 0) * 0.00000001::decimal(9, 8))::decimal(18, 8)
    end;

-- Whole numbers of 10^-9 as a share.
create macro removal_effect(units) as
    (units::decimal(10, 0) * 0.000000001::decimal(9, 9))::decimal(10, 9);

-- The quotient of two whole numbers, rounded half away from zero to four decimals; 0 without a
-- divisor, NULL where it does not fit. Most fit in 64 bits.
create macro ratio(dividend, divisor) as
    case
        when divisor = 0 then 0::decimal(18, 4)
        when dividend <= 90000000000000 and divisor <= 1000000000000000000
            then money_of((dividend::bigint * 20000 + divisor::bigint) // (2 * divisor::bigint))
        when dividend::hugeint * 10000 // divisor >= 999999999999999999 then null
        else money_of((dividend::hugeint * 20000 + divisor) // (2 * divisor::hugeint))
    end;

-- Two whole numbers in one that is in the order of the first; none is negative.
create macro pair(first_number, second_number) as
    (first_number::hugeint << 64) + second_number;
create macro pair_first(numbers) as (numbers >> 64)::bigint;
create macro pair_second(numbers) as (numbers & 18446744073709551615)::bigint;

-- A session's token, 32 hex digits, and the number made of the first 15. NULL is as empty text.
create macro session_token(
    visitor_id, start_us, utm_source, utm_medium, utm_campaign, utm_content, utm_term
) as
    md5(concat(
        visitor_id, chr(31), start_us, chr(31), utm_source, chr(31), utm_medium, chr(31),
        utm_campaign, chr(31), utm_content, chr(31), utm_term
    ));
create macro session_number(token) as ('0x' || left(token, 15))::bigint;

-- The place of a session among all, for sessions that come in the order of their dates.
create macro place_of_session(session_id) as (row_number() over ())::integer;

-- Time decay: units that halve with every half-life.
create macro decay_units(seconds, half_life_seconds) as
    greatest(1, floor(1073741824 * pow(2::double, -(seconds::double / half_life_seconds)))::bigint);

-- Percent of the revenue that is attributed; of the orders where there is no revenue. Money in
-- 10^-4, weights in 10^-8.
create macro attribution_rate(revenue, order_value, weight_units, orders) as
    case
        when order_value > 0 then ratio(100 * revenue, order_value)
        else ratio(weight_units, orders * 1000000)
    end;
