-- Observed sessions by the hour in which they start, in their row's own zone: the ad account's,
-- else the reporting zone.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with placed_sessions as (
    select
        sessions.visitor_no,
        sessions.visits,
        quotient(sessions.end_us - sessions.start_us, 1000000) as seconds,
        profiles.dimension_no,
        coalesce(
            floor_quotient(sessions.start_us + zone_offsets.offset_us, 3600000000)::integer,
            sessions.local_hour
        ) as row_hour
    from sessions
    inner join profiles on profiles.profile_no = sessions.profile_no
    left join zone_offsets
        on zone_offsets.zone_no = profiles.zone_no
        and sessions.start_us >= zone_offsets.from_us
        and sessions.start_us < zone_offsets.until_us
    where sessions.is_observed
)

select
    placed_sessions.row_hour,
    placed_sessions.dimension_no,
    count(*) as sessions,
    count(distinct placed_sessions.visitor_no) as visitors,
    count(
        distinct case when visitor_names.customer_id is not null then placed_sessions.visitor_no end
    ) as customers,
    sum(placed_sessions.visits) as pageviews,
    sum(placed_sessions.seconds) as seconds,
    sum(case when placed_sessions.visits = 1 then 1 else 0 end) as bounces
from placed_sessions
inner join visitor_names on visitor_names.visitor_no = placed_sessions.visitor_no
cross join run
where row_hour between hours_until(run.from_date) and hours_until(run.to_date) + 23
group by placed_sessions.row_hour, placed_sessions.dimension_no
