-- Published, with lookups: the shares of orders that sessions get, under every model.
-- Grain: one order, model and session. Key: order_id, attribution_model, session_id.
-- Distributed by: visitor_no.
select
    mapping.visitor_no,
    mapping.order_place,
    mapping.session_id,
    mapping.session_token,
    mapping.session_date,
    mapping.model_no,
    weight(mapping.weight_units) as attribution_weight,
    money_of(mapping.revenue * run.money_factor) as attributed_revenue,
    mapping.touch_index,
    mapping.touch_count,
    mapping.is_primary as is_primary_attribution,
    mapping.dimension_no,
    mapping.evidence::integer as evidence,
    mapping.order_date_local
from order_mapping as mapping
cross join run
