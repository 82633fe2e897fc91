-- What servers of version 16 and newer know better.

-- The JSON of a text; NULL where it is none. Nothing fails, so that several processes can do it.
create or replace function plain_json(value text) returns jsonb
immutable parallel safe language sql return
    case when pg_input_is_valid(value, 'jsonb') then value::jsonb end;
