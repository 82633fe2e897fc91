-- The units of every attribution model: one case line per model. Touchpoints without units are not
-- kept.
-- Grain: one order, model and session. Key: order_no, model_no, session_id.
with unit_rows as (
    select
        touchpoints.order_no,
        attribution_models.model_no,
        touchpoints.session_id,
        touchpoints.session_date,
        touchpoints.profile_no,
        case
            when attribution_model = 'last_non_direct_click' then session_index
            else touch_index
        end as touch_index,
        case
            when attribution_model = 'last_non_direct_click' then session_count
            else touch_count
        end as touch_count,
        case
            when attribution_model = 'last_non_direct_click' then
                case when session_index = last_non_direct_index then 1 else 0 end
            when not is_touchpoint then 0
            when attribution_model = 'first_click' then case when touch_index = 1 then 1 else 0 end
            when attribution_model = 'last_click' then
                case when touch_index = touch_count then 1 else 0 end
            when attribution_model = 'linear' then 1
            when attribution_model = 'position_based' then case
                when touch_count = 1 then 1
                when touch_count = 2 and touch_index = 1 then 2 * run.first_share + run.middle_share
                when touch_count = 2 then 2 * run.last_share + run.middle_share
                when touch_index = 1 then run.first_share * (touch_count - 2)
                when touch_index = touch_count then run.last_share * (touch_count - 2)
                else run.middle_share
            end
            when attribution_model = 'time_decay' then decay_units(
                age_seconds - last_age_seconds, run.half_life_seconds
            )
        end::bigint as units
    from touchpoints
    inner join orders on orders.order_no = touchpoints.order_no
    cross join attribution_models
    cross join run
    -- A row's own zone may put an order on the date before or after.
    where orders.local_hour between hours_until(run.from_date) - 24
        and hours_until(run.to_date) + 47
)

select *
from unit_rows
where units > 0
