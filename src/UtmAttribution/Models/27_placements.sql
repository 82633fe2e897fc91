-- Where ads were shown; what follows carries the numbers instead of the texts. Platforms of one ad
-- are numbered in their order by bytes.
-- Grain: one campaign, ad and platform of the usable ad rows. Key: placement_no; so is campaign_id,
-- ad_id, platform. ad_no is the number of campaign_id and ad_id.
with used_labels as (
    select distinct label_no
    from ad_rows
    where reason is null
),

shown as (
    select distinct
        ad_labels.campaign_id,
        ad_labels.ad_id,
        ad_labels.platform
    from ad_labels
    inner join used_labels on used_labels.label_no = ad_labels.label_no
)

select
    *,
    row_number() over (order by campaign_id, ad_id, platform)::integer as placement_no,
    dense_rank() over (order by campaign_id, ad_id)::integer as ad_no
from shown
