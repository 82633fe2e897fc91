-- Loaded: click ids; number 0 is none.
-- Grain: one click id found. Key: click_no.
-- Distributed: a copy for every worker.
select
    click_no,
    click_name_no,
    click_id_value
from loaded_click_values
union all
select
    numbers.clicks + visits.visit_no,
    visits.click_name_no,
    visits.click_text
from moment_visits as visits
cross join load_numbers as numbers
where visits.click_text is not null
union all
select
    numbers.clicks + visits.visit_no,
    visits.click_name_no,
    visits.click_text
from evidence_visits as visits
cross join load_numbers as numbers
where visits.click_text is not null
