-- The order of the referrers, by bytes, NULL last, and the number of their domain (0: none).
-- Grain: one entry of the dictionary. Key: referrer_no.
-- Distributed: a copy for every worker.
select
    referrer_no,
    dense_rank() over (order by referrer_url nulls last)::integer as referrer_rank,
    case
        when referrer_domain is null then 0
        else dense_rank() over (order by referrer_domain nulls last)
    end::integer as domain_no
from referrer_values
