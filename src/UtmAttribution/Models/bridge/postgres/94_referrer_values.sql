-- Loaded: referrers, with their domain; number 0 is none.
-- Grain: one referrer. Key: referrer_no.
-- Distributed: a copy for every worker.
select
    referrer_no,
    referrer_url,
    referrer_domain
from loaded_referrer_values
union all
select
    referrer_no,
    referrer,
    referrer_domain
from read_referrers
