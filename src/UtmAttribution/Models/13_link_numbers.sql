-- Equal ids of landing pages have one first number, which stands for all of them.
-- Grain: one entry of the dictionary. Key: link_no.
select
    link_no,
    min(link_no) over (
        partition by
            ad_id, ad_id_2, adset_id, adset_id_2, campaign_id, campaign_id_2, campaign_id_3
    ) as first_no
from link_values
