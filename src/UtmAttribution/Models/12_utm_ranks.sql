-- The order of the UTM tuples, by bytes, NULL last. Equal tuples have one rank, and one first
-- number, which stands for all of them.
-- Grain: one entry of the dictionary. Key: utm_no.
with ranked as (
    select
        utm_no,
        dense_rank() over (
            order by
                utm_source nulls last,
                utm_medium nulls last,
                utm_campaign nulls last,
                utm_content nulls last,
                utm_term nulls last
        )::integer as utm_rank
    from utm_values
)

select
    utm_no,
    utm_rank,
    min(utm_no) over (partition by utm_rank) as first_no
from ranked
