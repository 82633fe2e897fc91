-- UTM hours whose dimensions name an ad, keyed by that ad: with the units by which they share what
-- it cost, and the turn in which they do.
-- Grain: one UTM hour that names a known ad. Key: row_hour, dimension_no.
-- Distributed by: ad_no.
with ads as (
    select distinct
        ad_no,
        campaign_id,
        ad_id
    from placements
),

-- Dimensions that name an ad, in the order in which they share.
ad_dimensions as (
    select
        dimensions.dimension_no,
        ads.ad_no,
        row_number() over (
            order by
                dimensions.utm_source nulls last,
                dimensions.utm_medium nulls last,
                dimensions.utm_campaign nulls last,
                dimensions.utm_content nulls last,
                dimensions.utm_term nulls last,
                dimensions.channel,
                dimensions.sub_channel nulls last,
                dimensions.dimension_no
        ) as turn
    from dimensions
    inner join ads
        on ads.campaign_id = dimensions.campaign_id and ads.ad_id = dimensions.ad_id
)

select
    ad_dimensions.ad_no,
    totals.row_hour,
    totals.dimension_no,
    ad_dimensions.turn,
    totals.sessions + totals.orders as units
from hourly_totals as totals
inner join ad_dimensions on ad_dimensions.dimension_no = totals.dimension_no
