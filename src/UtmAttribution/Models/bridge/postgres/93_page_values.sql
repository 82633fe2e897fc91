-- Loaded: landing pages; number 0 is none. Pages of moments that are no visit are among them.
-- Grain: one landing page found. Key: page_no.
-- Distributed: a copy for every worker.
select
    page_no,
    landing_page_url
from loaded_page_values
union all
select
    numbers.pages + moments.moment_no,
    moments.page
from scanned_moments as moments
cross join load_numbers as numbers
where moments.page_hash <> 0
union all
select
    numbers.pages + visits.visit_no,
    visits.page
from evidence_visits as visits
cross join load_numbers as numbers
where visits.page_hash <> 0
