-- Click ids: equal ones have one number, whatever entries of the dictionary they are.
-- Grain: one entry of the dictionary. Key: click_no.
select
    click_values.click_no,
    coalesce(click_names.click_name_no, 0) as click_name_no,
    dense_rank() over (
        order by text_hash(click_values.click_id || '=' || click_values.click_id_value) nulls first
    )::integer as click_number
from click_values
left join click_names on click_names.click_id = click_values.click_id
