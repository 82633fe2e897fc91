-- Weights and revenue of each touchpoint under every model, one case line each, by cumulative
-- rounding over the units, so that every order adds up; with the numbers of order, session and
-- model instead of their texts, in the order in which it is published.
-- A view: its many rows are cheaper to make again than to keep.
-- Grain: one order, model and session. Key: order_place, model_no, session_id.
-- Distributed by: visitor_no.
with positions as (
    select
        touchpoints.*,
        case
            when touch_index = 0 then 0
            when touch_count = 1 then 1
            when touch_count = 2 and touch_index = 1 then 2 * run.first_share + run.middle_share
            when touch_count = 2 then 2 * run.last_share + run.middle_share
            when touch_index = 1 then run.first_share * (touch_count - 2)
            when touch_index = touch_count then run.last_share * (touch_count - 2)
            else run.middle_share
        end as position_units,
        case
            when touch_count = 1 then 1
            when touch_count = 2 and touch_index = 1 then 2 * run.first_share + run.middle_share
            when touch_count = 2 then 200
            when touch_index = touch_count then 100 * (touch_count - 2)
            else run.first_share * (touch_count - 2) + run.middle_share * (touch_index - 1)
        end as position_so_far,
        case touch_count
            when 1 then 1
            when 2 then 200
            else 100 * (touch_count - 2)
        end as position_total,
        -- The touchpoint with the most units, ties to the later.
        case
            when run.last_share >= run.first_share
                and (touch_count = 2 or run.last_share * (touch_count - 2) >= run.middle_share)
                then touch_count
            when touch_count > 2 and run.middle_share >= run.first_share * (touch_count - 2)
                then touch_count - 1
            else 1
        end as position_primary
    from touchpoints
    cross join run
    -- A row's own zone may put an order on the date before or after.
    where touchpoints.order_date_local between run.from_date - 1 and run.to_date + 1
),

unit_rows as (
    select
        positions.*,
        attribution_models.model_no,
        attribution_models.attribution_model = 'last_non_direct_click' as is_of_all_sessions,
        case attribution_models.attribution_model
            when 'first_click' then case when touch_index = 1 then 1 else 0 end
            when 'last_click' then case when touch_index = touch_count then 1 else 0 end
            when 'last_non_direct_click' then case when is_last_non_direct then 1 else 0 end
            when 'linear' then case when touch_index > 0 then 1 else 0 end
            when 'position_based' then position_units
            when 'time_decay' then decay_units
        end::bigint as units,
        -- Where one touchpoint gets everything, it is the first and the last that does.
        case attribution_models.attribution_model
            when 'linear' then touch_index
            when 'position_based' then position_so_far
            when 'time_decay' then decay_so_far
            else 1
        end::bigint as units_so_far,
        case attribution_models.attribution_model
            when 'linear' then touch_count
            when 'position_based' then position_total
            when 'time_decay' then decay_total
            else 1
        end::bigint as total_units,
        -- The most units, ties to the later: decay is least where the last touchpoint is.
        case attribution_models.attribution_model
            when 'linear' then touch_index = touch_count
            when 'position_based' then touch_index = position_primary
            when 'time_decay' then touch_index = touch_count
            else true
        end as is_primary
    from positions
    cross join attribution_models
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
    case when is_of_all_sessions then session_index else touch_index end as touch_index,
    case when is_of_all_sessions then session_count else touch_count end as touch_count,
    share_of(100000000, units_so_far, total_units)
        - share_of(100000000, units_so_far - units, total_units) as weight_units,
    share_of(value, units_so_far, total_units)
        - share_of(value, units_so_far - units, total_units) as revenue,
    is_primary,
    value,
    row_hour,
    order_date_local,
    units,
    total_units
from unit_rows
where units > 0
