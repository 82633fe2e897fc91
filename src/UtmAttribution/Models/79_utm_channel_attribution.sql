-- Published: credit by channel of the orders of the training dates, under every model; and how many
-- conversions would be lost without the channel.
-- Grain: train_from, train_to, attribution_model, channel.
select
    run.train_from,
    run.train_to,
    models.attribution_model,
    credit.channel,
    weight_sum(credit.weight_units) as conversions,
    money_of(credit.revenue * run.money_factor) as revenue,
    case
        when models.attribution_model = 'markov' then removal_effect(coalesce(effects.units, 0))
    end as removal_effect,
    run.created_at,
    run.created_at as updated_at,
    run.batch_id
from channel_credit as credit
inner join attribution_models as models on models.model_no = credit.model_no
left join channel_effects as effects on effects.channel_no = credit.channel_no
cross join run
