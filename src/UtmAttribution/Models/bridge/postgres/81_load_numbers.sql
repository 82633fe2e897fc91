-- How far the numbers reach that the loader has given, and the server: others come behind them.
-- Grain: one row.
select
    (select coalesce(max(order_no), 0) from loaded_order_rows) as orders,
    (select max(click_no) from loaded_click_values) as clicks,
    (select max(page_no) from loaded_page_values) as pages,
    (select max(referrer_no) from loaded_referrer_values) as referrers,
    (select coalesce(max(moment_no), 0) from scanned_moments) as moments
