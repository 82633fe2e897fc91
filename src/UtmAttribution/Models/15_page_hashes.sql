-- Landing pages: equal ones have one hash, whatever entries of the dictionary they are.
-- Grain: one entry of the dictionary. Key: page_no.
select
    page_no,
    link_no,
    coalesce(text_hash(landing_page_url), 0) as page_hash
from page_values
