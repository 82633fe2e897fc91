namespace UtmAttribution.Tagging;

/// <summary>All kinds of fault, in the order in which they are told: visits first, then ads.</summary>
internal static class TaggingRules
{
    /// <summary>
    /// What the rules read, made of the relations of a run: <c>tagging_orders</c>, the conversions of the range;
    /// <c>tagging_touches</c>, the sessions in their lookbacks; <c>tagging_sessions</c>, these and those that start in the range;
    /// <c>tagging_visits</c>, the raw tags that <see cref="RawTagScan"/> found; <c>tagging_ads</c>, the ads of the range with their spend.
    /// </summary>
    public const string Relations = """
        create table tagging_orders as
            select order_place, order_id, order_value from conversions cross join run
            where order_date_local between from_date and to_date;
        create table tagging_touches as
            select order_place, session_id from order_sessions where order_place in (select order_place from tagging_orders);
        create table tagging_sessions as
            select session_profiles.* from session_profiles cross join run
            where local_date(local_hour) between from_date and to_date or session_id in (select session_id from tagging_touches);
        create table tagging_visits as
            select
                raw_tags.parameter, raw_tags.value, raw_tags.lower_value, raw_tags.is_template,
                orders.visitor_no || ' ' || raw_tags.visit_us as visit, tagging_orders.order_place
            from raw_tags
            inner join order_rows
                on order_rows.order_id = raw_tags.order_id and order_rows.created_us = raw_tags.created_us and order_rows.text_hash = raw_tags.text_hash
            inner join orders on orders.order_no = order_rows.order_no
            left join tagging_orders on tagging_orders.order_id = raw_tags.order_id
            cross join run
            where not orders.is_test and local_date(orders.local_hour) between run.from_date and run.to_date;
        create table tagging_ads as
            select
                ad_labels.ad_id, arg_max(ad_labels.campaign_id, ad_rows.row_no) as campaign_id, sum(ad_rows.spend)::bigint as spend
            from ad_rows
            inner join used_ad_rows on used_ad_rows.row_no = ad_rows.row_no and used_ad_rows.is_used
            inner join ad_labels on ad_labels.label_no = ad_rows.label_no
            cross join run
            where ad_rows.date_start between run.from_date and run.to_date
            group by ad_labels.ad_id;
        """;

    private const string OfSession = """
        tagging_sessions as sessions
        inner join profiles on profiles.profile_no = sessions.profile_no
        left join tagging_touches on tagging_touches.session_id = sessions.session_id
        """;

    private const string None = "null::bigint as spend, null::varchar as example";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<TaggingRule> All { get; } =
    [
        new(
            "unfilled_template", "Links went live before the ad platform, or a person, filled in their templates; such values count as missing.",
            "Use the platform's own macros in its URL parameters ({{campaign.id}} in Meta, {campaignid} in Google), and no template in links that people share.", "visits",
            $"""
            select parameter || ' = ' || value as what, null::varchar as name, visit as thing, order_place, {None}
            from tagging_visits where is_template
            """),
        new(
            "mixed_case", "Campaign, content or term values differ only by case, so that reports show one campaign as several.",
            "Choose one spelling, best all lower case, in every tool that writes links.", "sessions",
            $"""
            with used as (
                select sessions.session_id, tagging_touches.order_place, tagged.* from {OfSession}
                inner join utm_values on utm_values.utm_no = profiles.utm_no
                cross join lateral (values
                    ('utm_campaign', utm_values.utm_campaign, utm_values.campaign_key), ('utm_content', utm_values.utm_content, utm_values.content_key),
                    ('utm_term', utm_values.utm_term, utm_values.term_key)
                ) as tagged (parameter, value, value_key)
                where value is not null
            ),
            spellings as (select parameter, value_key, value, count(distinct session_id) as sessions from used group by parameter, value_key, value),
            groups as (
                select parameter, value_key, string_agg(value, ', ' order by sessions desc, value) as spelled, (list(value order by sessions desc, value))[1] as usual
                from spellings group by parameter, value_key having count(*) > 1
            )
            select parameter || ': ' || spelled as what, null::varchar as name, session_id as thing, order_place, {None}
            from used inner join groups using (parameter, value_key) where value <> usual
            """),
        new(
            "mixed_case_source", "Source or medium is written in several cases; here they count as one, in most other tools as several.",
            "Write utm_source and utm_medium in lower case everywhere.", "visits",
            $"""
            with groups as (
                select parameter, lower_value, string_agg(value, ', ' order by visits desc, value) as spelled
                from raw_spellings group by parameter, lower_value having count(*) > 1
            )
            select parameter || ': ' || spelled as what, null::varchar as name, visit as thing, order_place, {None}
            from tagging_visits inner join groups using (parameter, lower_value) where not is_template
            """),
        new(
            "click_id_without_utm", "Visits carry a click id and no UTM value: the platform is known, the campaign and the ad are not.",
            "Add UTM parameters to the ads' URL template beside automatic tagging. fbclid also comes with links that people share, which cost nothing.", "sessions",
            $"""
            select profiles.click_id as what, null::varchar as name, sessions.session_id as thing, order_place, {None}
            from {OfSession} where profiles.utm_no = 0 and profiles.click_id is not null
            """),
        new(
            "utm_without_ad", "Visits say that they come from paid ads of a platform whose ads are known, and meet none of these: their spend stays apart.",
            "Put the ids into the links (utm_campaign={{campaign.id}}, utm_term={{adset.id}}, utm_content={{ad.id}}), or correct the name.", "sessions",
            $"""
            with platforms as (
                select distinct platform from ad_labels
                union
                select unnest(['facebook', 'instagram', 'messenger', 'audience_network', 'threads']) where exists (
                    from ad_labels where platform in ('facebook', 'instagram', 'messenger', 'audience_network', 'threads')
                )
            )
            select
                concat_ws(' / ', coalesce(utm_source, '-'), coalesce(utm_medium, '-'), coalesce(utm_campaign, '-'), utm_content) as what,
                utm_campaign as name, sessions.session_id as thing, order_place, {None}
            from {OfSession}
            where profiles.utm_no <> 0 and profiles.id_match = 'none' and profiles.channel_category like '%paid%' and profiles.platform in (from platforms)
            """) { Names = "select distinct campaign_name from ad_facts where campaign_name is not null" },
        new(
            "self_referral", "Visits come from the shop's own pages, its checkout or payment pages, and may take the place of the campaign before.",
            "Name the shop's hosts with --shop-host (for utm run too), so that they are no referrals.", "sessions",
            $"""
            select
                referrer_domain || if(sessions.domain_no = 0, ' (the landing page''s own host: no referral)', ' (counts as a referral)') as what,
                null::varchar as name, sessions.session_id as thing, order_place, {None}
            from tagging_sessions as sessions
            inner join referrer_values on referrer_values.referrer_no = sessions.referrer_no
            left join tagging_touches on tagging_touches.session_id = sessions.session_id
            where referrer_domain is not null and (sessions.domain_no = 0 or referrer_domain in (from own_hosts))
            """),
        new(
            "order_without_journey", "Orders have no visit in their lookback: their revenue is Direct, whatever brought them.",
            "Have Shopify deliver customer_journey, or write UTM values into the cart's attributes; subscriptions and point of sale have none by nature.", "orders",
            $"""
            select
                'no visit in the lookback' as what, null::varchar as name, order_id as thing, order_place, {None}
            from tagging_orders where order_place not in (select order_place from tagging_touches)
            """),
        new(
            "ad_without_utm", "Ads cost money and no visit ever names them, their ad set or their campaign.",
            "Check the URL parameters of these ads: without ids or names in the links no order can be theirs.", "ads",
            """
            with named as (
                select distinct
                    profiles.campaign_id, profiles.adset_id, profiles.ad_id, ads.id is not null as names_ad, adsets.id is not null as names_adset
                from profiles
                left join ad_ids as ads on ads.level = 'ad' and ads.id = profiles.ad_id
                left join ad_ids as adsets on adsets.level = 'adset' and adsets.id = profiles.adset_id
                where profiles.id_match <> 'none'
            )
            select
                concat_ws(' / ', campaigns.name, ads.name) || ' (' || costs.ad_id || ')' as what, campaigns.name as name, costs.ad_id as thing,
                null::integer as order_place, costs.spend, costs.ad_id as example
            from tagging_ads as costs
            left join ad_ids as ads on ads.level = 'ad' and ads.id = costs.ad_id
            left join ad_ids as campaigns on campaigns.level = 'campaign' and campaigns.id = costs.campaign_id
            where costs.spend > 0
                and costs.ad_id not in (select ad_id from named where names_ad)
                and coalesce(ads.adset_id, '') not in (select adset_id from named where names_adset and not names_ad)
                and costs.campaign_id not in (select campaign_id from named where campaign_id is not null and not names_ad and not names_adset)
            """)
        {
            IsOfSpend = true,
            Names = $"select distinct utm_campaign from profiles where utm_campaign is not null and id_match = 'none'",
        },
        new(
            "renamed_campaign", "Campaigns had several names: links that carry the name keep the old one, which only an id tells from another campaign.",
            "Put ids into the links; where names are used, rename a campaign only with its links.", "campaigns",
            """
            with names as (
                select campaign_id, campaign_name, max(last_hour) as last_hour from ad_facts where campaign_name is not null group by campaign_id, campaign_name
            ),
            renamed as (
                select campaign_id, string_agg(campaign_name, ' > ' order by last_hour, campaign_name) as names from names group by campaign_id having count(*) > 1
            ),
            costs as (select campaign_id, sum(spend)::bigint as spend from tagging_ads group by campaign_id)
            select
                names || ' (' || renamed.campaign_id || ')' as what, null::varchar as name, renamed.campaign_id as thing, null::integer as order_place,
                coalesce(spend, 0) as spend, renamed.campaign_id as example
            from renamed left join costs using (campaign_id)
            """) { IsOfSpend = true },
    ];
}
