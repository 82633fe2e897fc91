-- The referrers of what the server read.
-- Grain: one referrer. Key: referrer_no; so is referrer.
with found_referrers as (
    select
        moments.referrer,
        shape_visits.referrer_domain
    from scanned_moments as moments
    inner join shape_visits
        on shape_visits.is_moment and shape_visits.shape_hash = moments.shape_hash
    union all
    select
        evidence.referrer,
        shape_visits.referrer_domain
    from scanned_evidence as evidence
    inner join shape_visits
        on not shape_visits.is_moment and shape_visits.shape_hash = evidence.shape_hash
)

select
    found_referrers.referrer,
    min(found_referrers.referrer_domain) as referrer_domain,
    min(numbers.referrers) + (row_number() over ())::integer as referrer_no
from found_referrers
cross join load_numbers as numbers
where found_referrers.referrer <> ''
group by found_referrers.referrer
