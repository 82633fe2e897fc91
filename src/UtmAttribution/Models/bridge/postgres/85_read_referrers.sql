-- The referrers of the visits that the server read.
-- Grain: one referrer. Key: referrer_no; so is referrer.
select
    visits.referrer,
    min(visits.referrer_domain) as referrer_domain,
    min(numbers.referrers) + (row_number() over ())::integer as referrer_no
from read_visits as visits
cross join load_numbers as numbers
where visits.referrer <> ''
group by visits.referrer
