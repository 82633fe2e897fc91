-- The places of tied visits' click ids and landing pages in the order of these texts: their rank.
-- Grain: one click id and landing page of such visits. Key: click_hash, page_hash.
-- Distributed: a copy for every worker.
select
    tied_visits.click_hash,
    tied_visits.page_hash,
    dense_rank() over (
        order by click_names.click_id nulls last, click_values.click_id_value nulls last
    )::integer as click_place,
    dense_rank() over (order by page_values.landing_page_url nulls last)::integer as page_place
from tied_visits
inner join click_values on click_values.click_no = tied_visits.click_no
left join click_names on click_names.click_name_no = click_values.click_name_no
inner join page_values on page_values.page_no = tied_visits.page_no
