-- A rule's channel in well under a millisecond: most patterns need one of a few words, and without
-- such a word in the value they need not be compiled and tried. What the words of a pattern are
-- depends on the pattern alone; a pattern that is not here, as when a rule was edited, is tried.
create table utm_channel_words (
    pattern text not null,
    words text[] not null
);
comment on table utm_channel_words is
'Words of which a source must contain one where a pattern of utm_channel_mapping matches it';
comment on column utm_channel_words.pattern is 'A utm_source_pattern';
comment on column utm_channel_words.words is 'The words, in lower case';

-- The rule that wins for a visit that has nothing but these four values; no row where none does.
create or replace function get_utm_channel_rule(
    source text, medium text, campaign text, content text
) returns setof utm_channel_mapping
language plpgsql stable
set search_path from current
as $$
declare
    visit_source constant text := lower(nullif(btrim(source), ''));
    visit_medium constant text := lower(nullif(btrim(medium), ''));
    visit_campaign constant text := nullif(btrim(campaign), '');
    visit_content constant text := nullif(btrim(content), '');
    -- A content of six digits or more is taken for the id of an ad.
    visit_ad constant text := substring(btrim(content) from '^[0-9]{6,}$');
    rule utm_channel_mapping;
begin
    for rule in
        select rules.*
        from utm_channel_mapping as rules
        left join utm_channel_words as absent
            on absent.pattern = rules.utm_source_pattern
            and not exists (
                select from unnest(absent.words) as words (word)
                where strpos(lower(visit_source collate "C"), words.word) > 0
            )
        where rules.is_active
            and absent.pattern is null
            and (rules.utm_term_pattern is null
                or utm_pattern_matches(rules.utm_term_pattern, null))
            and (rules.referrer_pattern is null
                or utm_pattern_matches(rules.referrer_pattern, null))
            and (rules.click_id_pattern is null
                or utm_pattern_matches(rules.click_id_pattern, null))
        order by rules.priority desc, rules.id
    loop
        if (rule.utm_medium_pattern is null
            or utm_pattern_matches(rule.utm_medium_pattern, visit_medium))
            and (rule.ad_id_pattern is null or utm_pattern_matches(rule.ad_id_pattern, visit_ad))
            and (rule.utm_campaign_pattern is null
                or utm_pattern_matches(rule.utm_campaign_pattern, visit_campaign))
            and (rule.utm_content_pattern is null
                or utm_pattern_matches(rule.utm_content_pattern, visit_content))
            and (rule.utm_source_pattern is null
                or utm_pattern_matches(rule.utm_source_pattern, visit_source))
        then
            return next rule;
            return;
        end if;
    end loop;
end
$$;

-- The channel of a visit that has nothing but these four values.
create or replace function get_utm_channel(source text, medium text, campaign text, content text)
returns text
language plpgsql stable
set search_path from current
as $$
begin
    if btrim(concat(source, medium, campaign, content)) = '' then
        return 'Direct';
    end if;
    return coalesce(
        (select channel from get_utm_channel_rule(source, medium, campaign, content)), 'Other'
    );
end
$$;
