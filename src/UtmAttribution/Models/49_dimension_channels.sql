-- The channels of dimensions, numbered in the order of their names. None where the run has no
-- training dates, as nothing is asked by channel then.
-- Grain: one combination of dimensions. Key: dimension_no.
-- Distributed: a copy for every worker.
with channels as (
    select distinct
        profiles.dimension_no,
        profiles.channel
    from profiles
    cross join run
    where run.train_to is not null
)

select
    dimension_no,
    channel,
    dense_rank() over (order by channel)::integer as channel_no
from channels
