-- Credit of every model by hour, all touchpoints; in the order of publication.
-- Grain: local hour, dimensions and model. Key: row_hour, dimension_no, model_no.
select
    row_hour,
    dimension_no,
    model_no,
    sum(weight_units)::bigint as weight_units,
    sum(revenue)::bigint as revenue,
    local_date(row_hour) as date_start
from order_mapping
cross join run
where row_hour between hours_until(run.from_date) and hours_until(run.to_date) + 23
group by row_hour, dimension_no, model_no
order by date_start, model_no, row_hour, dimension_no
