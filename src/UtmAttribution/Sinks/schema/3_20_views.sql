-- Models side by side, the data-driven ones too: a view takes new columns at its end.
create or replace view v_utm_model_comparison as
with credit as (
    select
        date_start,
        channel,
        campaign_id,
        campaign_name,
        attribution_model,
        sum(attributed_orders) as attributed_orders,
        sum(attributed_revenue) as attributed_revenue
    from utm_hourly_attribution
    group by date_start, channel, campaign_id, campaign_name, attribution_model
)

select
    date_start,
    channel,
    campaign_id,
    campaign_name,
    sum(attributed_revenue) filter (where attribution_model = 'first_click') as first_click_revenue,
    sum(attributed_revenue) filter (where attribution_model = 'last_click') as last_click_revenue,
    sum(attributed_revenue) filter (
        where attribution_model = 'last_non_direct_click'
    ) as last_non_direct_click_revenue,
    sum(attributed_revenue) filter (where attribution_model = 'linear') as linear_revenue,
    sum(attributed_revenue) filter (
        where attribution_model = 'position_based'
    ) as position_based_revenue,
    sum(attributed_revenue) filter (where attribution_model = 'time_decay') as time_decay_revenue,
    sum(attributed_orders) filter (where attribution_model = 'first_click') as first_click_orders,
    sum(attributed_orders) filter (where attribution_model = 'last_click') as last_click_orders,
    sum(attributed_orders) filter (
        where attribution_model = 'last_non_direct_click'
    ) as last_non_direct_click_orders,
    sum(attributed_orders) filter (where attribution_model = 'linear') as linear_orders,
    sum(attributed_orders) filter (
        where attribution_model = 'position_based'
    ) as position_based_orders,
    sum(attributed_orders) filter (where attribution_model = 'time_decay') as time_decay_orders,
    sum(attributed_revenue) filter (where attribution_model = 'markov') as markov_revenue,
    sum(attributed_revenue) filter (where attribution_model = 'shapley') as shapley_revenue,
    sum(attributed_orders) filter (where attribution_model = 'markov') as markov_orders,
    sum(attributed_orders) filter (where attribution_model = 'shapley') as shapley_orders
from credit
group by date_start, channel, campaign_id, campaign_name;
