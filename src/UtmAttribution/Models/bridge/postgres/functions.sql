-- Functions by which a server reads plain orders itself. Plain is what can be told here with
-- certainty; all else is left to the loader, which has every rule. Names in braces are the tool's:
-- {click_ids}, {known_names} (of parameters) and {local_hour}, a case over the zone's offsets.

-- The local hour of a time of 2000 to 2100, in the reporting zone.
create function reporting_hour(microseconds bigint) returns integer
immutable parallel safe return floor_quotient({local_hour}, 3600000000)::integer;

-- The JSON of a text; NULL where it is none. pg_input_is_valid would let several processes do it,
-- but texts were met that it calls valid and the cast refuses.
create function plain_json(value text) returns jsonb
immutable parallel restricted language plpgsql as $$
begin
    return value::jsonb;
exception
    when others then return null;
end
$$;

-- A time of 2000 to 2099 with an offset as microseconds since 1970-01-01 UTC; NULL for other texts.
create function plain_time(value text) returns bigint
immutable parallel safe return
    case
        when value ~ (
            '^20[0-9]{2}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])|(?:0[13-9]|1[0-2])-(?:29|30)'
            || '|(?:0[13578]|1[02])-31)T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]'
            || '(?:\.[0-9]{1,6})?(?:Z|[+-](?:0[0-9]|1[0-4]):[0-5][0-9])$'
        ) then (
            (
                make_date(
                    left(value, 4)::integer, substr(value, 6, 2)::integer,
                    substr(value, 9, 2)::integer
                ) - date '1970-01-01'
            )::bigint * 86400
            + substr(value, 12, 2)::integer * 3600
            + substr(value, 15, 2)::integer * 60
            + substr(value, 18, 2)::integer
            - case
                when right(value, 1) = 'Z' then 0
                else (left(right(value, 6), 1) || '60')::integer
                    * (substr(right(value, 6), 2, 2)::integer * 60 + right(value, 2)::integer)
            end
        ) * 1000000
        + case
            when substr(value, 20, 1) = '.'
                then rpad(substring(value from '\.([0-9]+)'), 6, '0')::bigint
            else 0
        end
    end;

-- Whether a value is a click id's that stands for itself: it is long, and cleaning leaves it as it
-- is.
create function is_long_click(name text, value text) returns boolean
immutable parallel safe return
    name = any('{{click_ids}}'::text[])
    and length(value) >= 10
    and value collate "C" !~ '[^A-Za-z0-9_.~-]|^__';

-- What of a URL's text before its query decides its host: no path, where it is an ordinary one.
create function url_head(head text) returns text
immutable parallel safe return
    coalesce(
        substring(head from '^https?://[a-z0-9.-]+/'),
        case when head ~ '^/(?!/)' then '/' end,
        head
    );

-- What stands between a URL's first ? and the # behind it.
create function url_query(url text) returns text
immutable parallel safe return
    case when strpos(url, '?') > 0 then split_part(substr(url, strpos(url, '?') + 1), '#', 1) end;

-- A landing page as far as it says something of a visit: without its path, without parameters that
-- nobody knows, and with U+0001 in the place of long click ids: of millions of pages, hundreds
-- remain. A table of one row, since the server puts only those in the place of their call.
create function page_shape(page text) returns table (page_shape text)
immutable parallel safe language sql as $$
    -- Parameters come in their order.
    select
        case
            when strpos(page, '?') = 0 then url_head(page)
            else
                url_head(left(page, strpos(page, '?') - 1)) || '?' || coalesce(
                    string_agg(
                        case
                            when is_long_click(name, value) then name || '=' || chr(1)
                            else parameter
                        end,
                        '&'
                    ),
                    ''
                )
        end
    from (
        select
            parameter,
            lower(split_part(parameter, '=', 1)) collate "C" as name,
            substr(parameter, strpos(parameter, '=') + 1) as value
        from unnest(string_to_array(url_query(page), '&')) as parts (parameter)
        where strpos(parameter, '=') > 0
    ) as parameters
    where name = any('{{known_names}}'::text[]) or name ~ '[^a-z0-9_.~:-]'
$$;

-- The value that stands where page_shape left U+0001 behind the first such click id.
create function click_in_page(page text, click_id text) returns text
immutable parallel safe return (
    select substr(parameter, length(click_id) + 2)
    from unnest(string_to_array(url_query(page), '&')) with ordinality as parts (parameter, place)
    where
        starts_with(lower(parameter), click_id || '=')
        and is_long_click(click_id, substr(parameter, length(click_id) + 2))
    order by place
    limit 1
);

-- A referrer as far as it says something of its host.
create function referrer_shape(url text) returns text
immutable parallel safe return
    coalesce(substring(url from '^(https?://[a-z0-9.-]+)(?:[/?#]|$)'), url);

-- The attributes of an order that are evidence, in their order, names in lower case; NULL where one
-- is not plain.
create function known_attributes(attributes jsonb) returns jsonb
immutable parallel safe return
    case
        when attributes is null then null
        when jsonb_typeof(attributes) in ('null', 'object') or attributes = '[]' then '[]'::jsonb
        when jsonb_typeof(attributes) = 'array' then (
            with pairs as (
                select
                    place,
                    attribute -> 'value' as value,
                    lower((attribute ->> 'key') collate "C") as name,
                    jsonb_typeof(attribute) = 'object'
                    and jsonb_typeof(attribute -> 'key') = 'string'
                    and coalesce(jsonb_typeof(attribute -> 'value'), 'null') in ('string', 'null')
                    and (attribute ->> 'key') collate "C" !~ '[^ -~]' as is_plain
                from jsonb_array_elements(attributes) with ordinality as parts (attribute, place)
            )

            select
                case
                    when bool_and(coalesce(is_plain, false)) then coalesce(
                        jsonb_agg(jsonb_build_object('key', name, 'value', value) order by place)
                            filter (where name = any('{{known_names}}'::text[])),
                        '[]'
                    )
                end
            from pairs
        )
    end;

-- Known attributes with U+0002 in the place of long click ids; empty where there are none.
create function attributes_shape(attributes jsonb) returns text
immutable parallel safe return
    case
        when attributes = '[]' then ''
        else (
            select
                jsonb_agg(
                    case
                        when is_long_click(attribute ->> 'key', attribute ->> 'value')
                            then jsonb_set(attribute, '{value}', to_jsonb(chr(2)))
                        else attribute
                    end
                    order by place
                )::text
            from jsonb_array_elements(attributes) with ordinality as parts (attribute, place)
        )
    end;

-- The value that stands where attributes_shape left U+0002 behind the first such click id.
create function click_in_attributes(attributes jsonb, click_id text) returns text
immutable parallel safe return (
    select attribute ->> 'value'
    from jsonb_array_elements(attributes) with ordinality as parts (attribute, place)
    where attribute ->> 'key' = click_id and is_long_click(click_id, attribute ->> 'value')
    order by place
    limit 1
);

-- A number that equal texts share and others, as far as 63 bits tell, do not.
create function text_number(value text, seed bigint) returns bigint
immutable parallel safe return hashtextextended(value, seed) & 9223372036854775807;
