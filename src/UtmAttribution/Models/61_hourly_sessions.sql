-- Observed sessions by the hour in which they start, in their row's own zone: the ad account's,
-- else the reporting zone.
-- Grain: local hour and dimensions. Key: row_hour, dimension_no.
with placed_sessions as (
    select
        sessions.visitor_no,
        sessions.is_customer,
        sessions.visits,
        quotient(sessions.end_us - sessions.start_us, 1000000)::integer as seconds,
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
),

hourly_visitors as (
    select
        row_hour,
        dimension_no,
        visitor_no,
        max(case when is_customer then 1 else 0 end) as customers,
        count(*) as sessions,
        sum(visits) as pageviews,
        sum(seconds) as seconds,
        sum(case when visits = 1 then 1 else 0 end) as bounces
    from placed_sessions
    cross join run
    where row_hour between hours_until(run.from_date) and hours_until(run.to_date) + 23
    group by row_hour, dimension_no, visitor_no
)

select
    row_hour,
    dimension_no,
    sum(sessions)::bigint as sessions,
    count(*) as visitors,
    sum(customers)::bigint as customers,
    sum(pageviews)::bigint as pageviews,
    sum(seconds)::bigint as seconds,
    sum(bounces)::bigint as bounces
from hourly_visitors
group by row_hour, dimension_no
