-- Hours with how complete their data are, in hundredths of a point: 50 for required fields that are
-- there, 30 where every order's weights sum to one, 20 by the share of orders that are paid and
-- whose revenue is allocated whole. Rounded half away from zero. In the order of publication.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with fields as (
    select
        dimension_no,
        case when channel = 'Direct' then 1 else 6 end as required_fields,
        case
            when channel = 'Direct' then 1
            else
                case when utm_source is null then 0 else 1 end
                + case when utm_medium is null then 0 else 1 end
                + case when utm_campaign is null then 0 else 1 end
                + case when campaign_id is null then 0 else 1 end
                + case when ad_id is null then 0 else 1 end
                + case when channel = 'Other' then 0 else 1 end
        end as present_fields
    from dimensions
)

select
    totals.*,
    case
        when orders = 0 then quotient(
            10000 * present_fields + required_fields, 2 * required_fields
        ) + 5000
        else quotient(
            2 * (
                5000 * present_fields * orders
                + 3000 * required_fields * orders * case when broken_orders = 0 then 1 else 0 end
                + 2000 * required_fields * paid_orders
            ) + required_fields * orders,
            2 * required_fields * orders
        )
    end as score
from hourly_totals as totals
inner join fields on fields.dimension_no = totals.dimension_no
order by totals.row_hour, totals.dimension_no
