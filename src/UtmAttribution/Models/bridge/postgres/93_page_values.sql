-- Loaded: landing pages; number 0 is none.
-- Grain: one landing page found. Key: page_no.
select
    page_no,
    landing_page_url
from loaded_page_values
union all
select
    numbers.pages + visits.visit_no,
    visits.page
from read_visits as visits
cross join load_numbers as numbers
where visits.page <> ''
