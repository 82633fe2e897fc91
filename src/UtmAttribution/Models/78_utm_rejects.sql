-- Published: the records that are not used, and the parts of orders that are not, with the reason.
-- Grain: one rejected record or part.
with passed_over as (
    select row_no
    from used_ad_rows
    where not is_used
),

rejects as (
    select
        'shopify_orders' as source_table,
        order_id as record_id,
        local_date(local_hour) as record_date,
        'rejected' as severity,
        reason,
        detail
    from order_rows
    where reason is not null
    union all
    select
        'shopify_orders',
        order_rows.order_id,
        local_date(order_rows.local_hour),
        'rejected',
        'duplicate_id',
        'another copy of the order is used'
    from order_copies
    inner join order_rows on order_rows.order_no = order_copies.order_no
    where order_copies.copy_rank > 1
    union all
    select
        'shopify_orders',
        order_rows.order_id,
        local_date(order_rows.local_hour),
        'partial',
        order_faults.reason,
        order_faults.detail
    from order_faults
    inner join orders on orders.order_no = order_faults.order_no
    inner join order_rows on order_rows.order_no = order_faults.order_no
    union all
    select
        'ads_insights_hourly',
        record_id,
        date_start,
        'rejected',
        reason,
        detail
    from ad_rows
    where reason is not null
    union all
    select
        'ads_insights_hourly',
        ad_labels.campaign_id || '|' || ad_labels.ad_id || '|' || ad_rows.date_start || '|'
        || ad_rows.hourly_window,
        ad_rows.date_start,
        'rejected',
        'duplicate_row',
        'another row of the ad-hour is used'
    from passed_over
    inner join ad_rows on ad_rows.row_no = passed_over.row_no
    inner join ad_labels on ad_labels.label_no = ad_rows.label_no
)

select
    rejects.source_table,
    rejects.record_id,
    coalesce(rejects.record_date, date '1970-01-01') as record_date,
    rejects.severity,
    rejects.reason,
    rejects.detail,
    run.created_at,
    run.created_at as updated_at,
    run.batch_id
from rejects
cross join run
