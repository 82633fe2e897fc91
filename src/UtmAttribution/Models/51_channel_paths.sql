-- The paths of the conversions of the training dates: the channels of an order's touchpoints, one
-- after the other, and how many conversions came by them; in the order of the paths. None where no
-- model learns from them.
-- Grain: one path. Key: path.
with paths as (
    select
        touchpoints.visitor_no,
        touchpoints.order_place,
        array_agg(channels.channel_no order by touchpoints.touch_index) as path
    from touchpoints
    cross join run
    inner join attribution_models as models on models.attribution_model = 'markov'
    inner join dimension_channels as channels
        on channels.dimension_no = touchpoints.dimension_no
    where touchpoints.order_date_local between run.train_from and run.train_to
        and touchpoints.touch_index > 0
    group by touchpoints.visitor_no, touchpoints.order_place
)

select
    path,
    count(*) as conversions
from paths
group by path
order by path
