-- What all sessions of a conversion's lookback are together: how many, how many are not direct,
-- and which tier takes the credit. Of the third tier only the last session does.
-- Grain: one conversion. Key: order_place.
-- Distributed by: visitor_no.
with paths as (
    select
        visitor_no,
        order_place,
        count(*)::integer as session_count,
        sum(case when is_direct then 0 else 1 end)::integer as indirect_count,
        sum(case when tier = 1 then 1 else 0 end)::integer as first_tier_count,
        sum(case when tier = 2 then 1 else 0 end)::integer as second_tier_count,
        -- The last start of the best tier is the greatest.
        max(start_us + (3 - tier) * 1152921504606846976) as last_of_best_tier
    from lookback_sessions
    group by visitor_no, order_place
)

select
    visitor_no,
    order_place,
    session_count,
    indirect_count,
    case
        when first_tier_count > 0 then first_tier_count
        when second_tier_count > 0 then second_tier_count
        else 1
    end as touch_count,
    (3 - quotient(last_of_best_tier, 1152921504606846976))::integer as best_tier,
    last_of_best_tier % 1152921504606846976 as last_touch_us
from paths
