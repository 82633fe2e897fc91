-- Weights and revenue of each touchpoint under every model, one case line each, by cumulative
-- rounding over the units, so that every order adds up; with the numbers of order, session and
-- model instead of their texts, in the order of the conversions.
-- A view: its many rows are cheaper to make again than to keep.
-- Grain: one order, model and session. Key: order_place, model_no, session_id.
-- Distributed by: visitor_no.
with unit_rows as (
    select
        touchpoints.visitor_no,
        touchpoints.order_place,
        models.model_no,
        touchpoints.session_id,
        touchpoints.session_date,
        touchpoints.session_token,
        touchpoints.evidence,
        touchpoints.dimension_no,
        touchpoints.has_signal,
        case models.attribution_model
            when 'last_non_direct_click' then session_index
            else touch_index
        end as touch_index,
        case models.attribution_model
            when 'last_non_direct_click' then session_count
            else touch_count
        end as touch_count,
        case models.attribution_model
            when 'first_click' then case when touch_index = 1 then 1 else 0 end
            when 'last_click' then case when touch_index = touch_count then 1 else 0 end
            when 'last_non_direct_click' then case when is_last_non_direct then 1 else 0 end
            when 'linear' then case when touch_index > 0 then 1 else 0 end
            when 'position_based' then position_units
            when 'time_decay' then decay_units
            when 'markov' then markov_units
            when 'shapley' then shapley_units
        end::bigint as units,
        -- Where one touchpoint gets everything, it is the first and the last that does.
        case models.attribution_model
            when 'linear' then touch_index
            when 'position_based' then position_so_far
            when 'time_decay' then decay_so_far
            when 'markov' then markov_so_far
            when 'shapley' then shapley_so_far
            else 1
        end::bigint as units_so_far,
        case models.attribution_model
            when 'linear' then touch_count
            when 'position_based' then position_total
            when 'time_decay' then decay_total
            when 'markov' then markov_total
            when 'shapley' then shapley_total
            else 1
        end::bigint as total_units,
        -- The most units, ties to the later: decay is least where the last touchpoint is.
        case models.attribution_model
            when 'linear' then touch_index = touch_count
            when 'position_based' then touch_index = position_primary
            when 'time_decay' then touch_index = touch_count
            when 'markov' then is_markov_primary
            when 'shapley' then is_shapley_primary
            else true
        end as is_primary,
        touchpoints.value,
        touchpoints.row_hour,
        touchpoints.order_date_local,
        touchpoints.is_of_run,
        touchpoints.is_of_training
    from position_units as touchpoints
    left join learned_units as learned
        on learned.visitor_no = touchpoints.visitor_no
        and learned.order_place = touchpoints.order_place
        and learned.session_id = touchpoints.session_id
    cross join attribution_models as models
)

select
    visitor_no,
    order_place,
    model_no,
    session_id,
    session_date,
    session_token,
    evidence,
    dimension_no,
    has_signal,
    touch_index,
    touch_count,
    share_of(100000000, units_so_far, total_units)
        - share_of(100000000, units_so_far - units, total_units) as weight_units,
    share_of(value, units_so_far, total_units)
        - share_of(value, units_so_far - units, total_units) as revenue,
    is_primary,
    value,
    row_hour,
    order_date_local,
    units,
    total_units,
    is_of_run,
    is_of_training
from unit_rows
where units > 0
