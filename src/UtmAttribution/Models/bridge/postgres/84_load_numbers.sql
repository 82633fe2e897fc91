-- How far the loader's numbers reach: what the server read is numbered behind them.
-- Grain: one row.
select
    (select coalesce(max(order_no), 0) from loaded_order_rows) as orders,
    (select max(click_no) from loaded_click_values) as clicks,
    (select max(page_no) from loaded_page_values) as pages,
    (select max(referrer_no) from loaded_referrer_values) as referrers
