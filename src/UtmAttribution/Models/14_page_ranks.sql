-- The order of the landing pages, by bytes, NULL last; equal pages have one rank.
-- Grain: one entry of the dictionary. Key: page_no.
select
    page_no,
    link_no,
    dense_rank() over (order by landing_page_url nulls last)::integer as page_rank
from page_values
