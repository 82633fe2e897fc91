-- Credit of every model by channel, of the orders of the training dates.
-- Grain: channel and model. Key: channel_no, model_no.
select
    channels.channel_no,
    channels.channel,
    shares.model_no,
    sum(shares.weight_units)::bigint as weight_units,
    sum(shares.revenue)::bigint as revenue
from order_shares as shares
inner join dimension_channels as channels on channels.dimension_no = shares.dimension_no
where shares.is_of_training
group by channels.channel_no, channels.channel, shares.model_no
