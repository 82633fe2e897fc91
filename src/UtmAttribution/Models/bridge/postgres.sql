-- What the models need and DuckDB and PostgreSQL say differently. Same names and arguments in every
-- engine's bridge. A function is a single expression, which the server puts in the place of its
-- call; none depends on a setting of the session, which the workers of a distributed server lack.

-- Integer division; the models divide nothing negative.
create function quotient(dividend bigint, divisor bigint) returns bigint
immutable parallel safe return dividend / divisor;

-- Integer division that rounds towards minus infinity, for times before 1970.
create function floor_quotient(dividend bigint, divisor bigint) returns bigint
immutable parallel safe return
    case when dividend % divisor < 0 then dividend / divisor - 1 else dividend / divisor end;

-- Cumulative rounding: how much of an amount the first units of a total have received. Each
-- argument stands here once: the server does not put an expression in the place of a call that
-- would work out a costly argument several times.
create function share_of(amount bigint, units bigint, total bigint) returns bigint
immutable parallel safe return div(amount::numeric * units, total)::bigint;

-- Local hours since 1970-01-01 00:00.
create function local_date(local_hour bigint) returns date
immutable parallel safe return date '1970-01-01' + floor_quotient(local_hour, 24)::integer;
create function hour_of_day(local_hour bigint) returns integer
immutable parallel safe return (local_hour - 24 * floor_quotient(local_hour, 24))::integer;
create function hours_until(day date) returns integer
immutable parallel safe return (day - date '1970-01-01') * 24;

-- Microseconds since 1970-01-01 UTC as a timestamp.
create function utc_time(microseconds bigint) returns timestamptz
immutable parallel safe return
    (timestamp '1970-01-01' + microseconds * interval '1 microsecond') at time zone 'UTC';

-- Whole numbers of 10^-4 and 10^-8 as decimals.
create function money_of(units bigint) returns numeric
immutable parallel safe return (units * 0.0001)::numeric(18, 4);
create function weight(units bigint) returns numeric
immutable parallel safe return (units * 0.00000001)::numeric(9, 8);
create function weight_sum(units bigint) returns numeric
immutable parallel safe return (units * 0.00000001)::numeric(18, 8);

-- Whole numbers of 10^-9 as a share.
create function removal_effect(units bigint) returns numeric
immutable parallel safe return (units * 0.000000001)::numeric(10, 9);

-- The quotient of two whole numbers, rounded half away from zero to four decimals; 0 without a
-- divisor, NULL where it does not fit.
create function ratio(dividend bigint, divisor bigint) returns numeric
immutable parallel safe return
    case
        when divisor = 0 then 0::numeric(18, 4)
        when div(dividend::numeric * 10000, divisor) >= 999999999999999999 then null
        else (
            div(dividend::numeric * 20000 + divisor, 2 * divisor::numeric) * 0.0001
        )::numeric(18, 4)
    end;

-- Two whole numbers in one that is in the order of the first; none is negative.
create function pair(first_number bigint, second_number bigint) returns numeric
immutable parallel safe return first_number * 18446744073709551616 + second_number;
create function pair_first(numbers numeric) returns bigint
immutable parallel safe return div(numbers, 18446744073709551616)::bigint;
create function pair_second(numbers numeric) returns bigint
immutable parallel safe return mod(numbers, 18446744073709551616)::bigint;

-- A session's token, 32 hex digits, and the number made of the first 15. NULL is as empty text.
create function session_token(
    visitor_id text, start_us bigint, utm_source text, utm_medium text, utm_campaign text,
    utm_content text, utm_term text
) returns text
immutable parallel safe return
    md5(
        coalesce(visitor_id, '') || chr(31) || start_us::text
        || chr(31) || coalesce(utm_source, '') || chr(31) || coalesce(utm_medium, '')
        || chr(31) || coalesce(utm_campaign, '') || chr(31) || coalesce(utm_content, '')
        || chr(31) || coalesce(utm_term, '')
    );
create function session_number(token text) returns bigint
immutable parallel safe return ('x' || left(token, 15))::bit(60)::bigint;

-- The place of a session among all: any number that no other session has will do here, and this one
-- can be told without the others.
create function place_of_session(session_id bigint) returns bigint
immutable parallel safe return session_id;

-- Time decay: units that halve with every half-life.
create function decay_units(seconds bigint, half_life_seconds bigint) returns bigint
immutable parallel safe return greatest(
    1,
    floor(
        1073741824 * power(2::double precision, -(seconds::double precision / half_life_seconds))
    )::bigint
);

-- Percent of the revenue that is attributed; of the orders where there is no revenue. Money in
-- 10^-4, weights in 10^-8.
create function attribution_rate(
    revenue bigint, order_value bigint, weight_units bigint, orders bigint
) returns numeric
immutable parallel safe return
    case
        when order_value > 0 then ratio(100 * revenue, order_value)
        else ratio(weight_units, orders * 1000000)
    end;
