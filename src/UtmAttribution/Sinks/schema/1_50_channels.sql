-- The rules that give a visit its channel. Runs that publish here classify with what stands here.
create table utm_channel_mapping (
    id bigint not null primary key,
    utm_source_pattern text,
    utm_medium_pattern text,
    utm_campaign_pattern text,
    utm_content_pattern text,
    utm_term_pattern text,
    referrer_pattern text,
    click_id_pattern text,
    ad_id_pattern text,
    channel text not null,
    sub_channel text,
    channel_category text,
    platform text,
    priority bigint not null default 0,
    is_active boolean not null default true
);

create index utm_channel_mapping_priority
on utm_channel_mapping (priority desc, id) where is_active;

-- Whether a rule takes a value: a blank pattern takes everything; NULL is taken by ^$ only.
create function utm_pattern_matches(pattern text, value text) returns boolean
language sql immutable parallel safe
as $$
    select case
        when coalesce(pattern, '') ~ '^\s*$' then true
        when value is null then pattern = '^$'
        else value ~* pattern
    end
$$;

-- The rule that wins for a visit that has nothing but these four values; no row where none does.
create function get_utm_channel_rule(source text, medium text, campaign text, content text)
returns setof utm_channel_mapping
language sql stable
set search_path from current
as $$
    select rules.*
    from utm_channel_mapping as rules
    where rules.is_active
        and utm_pattern_matches(rules.utm_source_pattern, lower(nullif(btrim(source), '')))
        and utm_pattern_matches(rules.utm_medium_pattern, lower(nullif(btrim(medium), '')))
        and utm_pattern_matches(rules.utm_campaign_pattern, nullif(btrim(campaign), ''))
        and utm_pattern_matches(rules.utm_content_pattern, nullif(btrim(content), ''))
        and utm_pattern_matches(rules.utm_term_pattern, null)
        and utm_pattern_matches(rules.referrer_pattern, null)
        and utm_pattern_matches(rules.click_id_pattern, null)
        -- A content of six digits or more is taken for the id of an ad.
        and utm_pattern_matches(
            rules.ad_id_pattern, substring(btrim(content) from '^[0-9]{6,}$')
        )
    order by rules.priority desc, rules.id
    limit 1
$$;

-- The channel of a visit that has nothing but these four values.
create function get_utm_channel(source text, medium text, campaign text, content text) returns text
language sql stable
set search_path from current
as $$
    select case
        when btrim(concat(source, medium, campaign, content)) = '' then 'Direct'
        else coalesce(
            (select channel from get_utm_channel_rule(source, medium, campaign, content)), 'Other'
        )
    end
$$;
