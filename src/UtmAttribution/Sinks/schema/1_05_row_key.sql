-- The key of rows whose dimensions may be NULL: older servers know no unique index in which NULL
-- equals NULL, and texts of any length fit in none. Quoted values with commas between are the key
-- of one row only, whatever the values hold. All of it is immutable, so that an index may use it.
create function utm_row_key(
    campaign_id text, campaign_name text, adset_id text, adset_name text, ad_id text, ad_name text,
    utm_source text, utm_medium text, utm_campaign text, utm_content text, utm_term text,
    channel text, sub_channel text
) returns uuid
language sql immutable parallel safe
as $$
    select md5(
        quote_nullable($1) || ',' || quote_nullable($2) || ',' || quote_nullable($3) || ','
        || quote_nullable($4) || ',' || quote_nullable($5) || ',' || quote_nullable($6) || ','
        || quote_nullable($7) || ',' || quote_nullable($8) || ',' || quote_nullable($9) || ','
        || quote_nullable($10) || ',' || quote_nullable($11) || ',' || quote_nullable($12) || ','
        || quote_nullable($13)
    )::uuid
$$;

create function utm_row_key(
    channel text, sub_channel text, utm_source text, utm_campaign text
) returns uuid
language sql immutable parallel safe
as $$
    select md5(
        quote_nullable($1) || ',' || quote_nullable($2) || ',' || quote_nullable($3) || ','
        || quote_nullable($4)
    )::uuid
$$;
