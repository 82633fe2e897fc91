-- The names of click ids that visits have.
-- Grain: one name. Key: click_name_no, from 1.
with names as (
    select distinct click_id
    from click_values
    where click_id is not null
)

select
    click_id,
    row_number() over (order by click_id)::integer as click_name_no
from names
