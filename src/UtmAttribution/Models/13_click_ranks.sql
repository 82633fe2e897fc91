-- The order of the click ids, by bytes, NULL last, and the number of their name (0: none).
-- Grain: one entry of the dictionary. Key: click_no.
select
    click_no,
    dense_rank() over (
        order by click_id nulls last, click_id_value nulls last
    )::integer as click_rank,
    case
        when click_id is null then 0
        else dense_rank() over (order by click_id nulls last)
    end::integer as click_name_no
from click_values
