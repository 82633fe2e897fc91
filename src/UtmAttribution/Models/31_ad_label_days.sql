-- What used ad rows call their campaign, ad set and ad, date by date, with the last local hour.
-- Grain: one label and date. Key: label_no, shown_on.
-- Distributed by: ad_no.
select
    ad_no,
    label_no,
    local_date(row_hour) as shown_on,
    max(row_hour) as last_hour
from used_ad_rows
where is_used
group by ad_no, label_no, local_date(row_hour)
