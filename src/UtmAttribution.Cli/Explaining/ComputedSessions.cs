namespace UtmAttribution.Cli.Explaining;

/// <summary>Asks a computed run for the sessions of an order's visitor, and why each of them began.</summary>
/// <param name="run">The run, with the relations of <see cref="ComputedOrder.Models"/>.</param>
/// <param name="order">The order; it is used.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class ComputedSessions(ComputedRun run, OrderFacts order, CancellationToken cancellation)
{
    private readonly long _lookbackStart = order.CreatedUs - (long)run.Options.Lookback.TotalMicroseconds;

    /// <summary>Those that start in (order − lookback, order], oldest first.</summary>
    public IReadOnlyList<ExplainedSession> All()
    {
        var visits = Visits().ToLookup(visit => visit.Session);
        var sessions = run.Engine.Rows(
            $"""
            with the_order as (
                select conversions.order_place
                from conversions
                inner join order_rows on order_rows.order_id = conversions.order_id
                where order_rows.order_no = {order.OrderNo}
            )
            select
                sessions.session_id, sessions.start_us, sessions.end_us, sessions.visits::bigint as pageviews_count, sessions.is_observed,
                data_sources.data_source, profiles.*, click_values.click_id_value, page_values.landing_page_url, referrer_values.referrer_url,
                coalesce(candidates.tier, 0) as tier, coalesce(touchpoints.touch_index > 0, false) as is_touchpoint
            from sessions
            inner join profiles on profiles.profile_no = sessions.profile_no
            inner join data_sources on data_sources.evidence = sessions.evidence
            inner join click_values on click_values.click_no = sessions.click_no
            inner join page_values on page_values.page_no = sessions.page_no
            inner join referrer_values on referrer_values.referrer_no = sessions.referrer_no
            left join the_order on true
            left join lookback_sessions as candidates
                on candidates.order_place = the_order.order_place and candidates.session_id = sessions.session_id
            left join touchpoints
                on touchpoints.order_place = the_order.order_place and touchpoints.session_id = sessions.session_id
            where sessions.visitor_no = {order.VisitorNo} and sessions.start_us > {_lookbackStart} and sessions.start_us <= {order.CreatedUs}
            order by sessions.start_us, sessions.session_id
            """,
            row =>
            {
                var start = row.Get<long>("start_us");
                var isOwn = !row.Get<bool>("is_observed");
                var its = visits[(start, row.Get<int>("utm_no"))].ToList();
                var (began, because) = isOwn
                    ? ("own", "an order without any known visit before it has a session of its own")
                    : Reason(its[0]);
                var tier = row.Get<int>("tier");
                return SessionRow.Of(row) with
                {
                    StartedAt = Moments.Utc(start),
                    StartedAtLocal = Moments.Utc(start).In(run.Options.TimeZone),
                    EndedAt = Moments.Utc(row.Get<long>("end_us")),
                    // Ages are the difference of whole seconds, as time decay takes it.
                    AgeSeconds = (order.CreatedUs - start) / 1_000_000,
                    Began = began,
                    BeganBecause = because,
                    Tier = tier == 0 ? null : tier,
                    IsTouchpoint = row.Get<bool>("is_touchpoint"),
                    Visits = isOwn ? [] : [.. its.Select(visit => visit.Shown)],
                };
            },
            cancellation);
        return [.. sessions.Select((session, i) => session with { Number = i + 1 })];
    }

    private (string, string) Reason(NumberedVisit visit)
    {
        if (visit.PreviousUs is not { } previous)
            return ("first", "its first known visit");
        var gap = visit.VisitUs - previous;
        if (gap > (long)run.Options.SessionTimeout.TotalMicroseconds)
            return ("timeout", $"{Moments.Span(gap / 1_000_000)} after the visit before, more than the session timeout of {Moments.Span((long)run.Options.SessionTimeout.TotalSeconds)}");
        return visit.IsNewDate
            ? ("new_date", "a new local date since the visit before")
            : ("new_campaign", "another campaign than the session before it");
    }

    // The visits with what their session is known by: its start, and its UTM values.
    private List<NumberedVisit> Visits()
    {
        var orders = run.Engine.Rows(
            $"""
            select distinct visit_rows.visit_us, order_rows.order_id
            from visit_rows
            inner join orders on orders.order_no = visit_rows.order_no
            inner join order_rows on order_rows.order_no = visit_rows.order_no
            where orders.visitor_no = {order.VisitorNo}
            order by order_rows.order_id
            """,
            row => (At: row.Get<long>("visit_us"), Id: row.Get<string>("order_id")),
            cancellation).ToLookup(found => found.At, found => found.Id);
        return run.Engine.Rows(
            $"""
            with numbered as (
                select
                    visits.*, coalesce(session_visits.session_no, visits.visit_no) as session_no,
                    lag(visits.visit_us) over in_order as previous_us,
                    local_date(visits.local_hour) <> lag(local_date(visits.local_hour)) over in_order as is_new_date
                from visits
                left join session_visits on session_visits.visitor_no = visits.visitor_no and session_visits.visit_no = visits.visit_no
                where visits.visitor_no = {order.VisitorNo}
                window in_order as (order by visits.visit_no)
            )
            select
                numbered.visit_us, numbered.previous_us, coalesce(numbered.is_new_date, false) as is_new_date, numbered.is_repeat,
                data_sources.data_source, sessions.start_us, sessions.utm_no
            from numbered
            inner join visit_sessions as sessions on sessions.visitor_no = numbered.visitor_no and sessions.session_no = numbered.session_no
            inner join data_sources on data_sources.evidence = numbered.evidence
            order by numbered.visit_no
            """,
            row => new NumberedVisit(
                (row.Get<long>("start_us"), row.Get<int>("utm_no")), row.Get<long>("visit_us"), row.Get<long?>("previous_us"), row.Get<bool>("is_new_date"),
                new SessionVisit(
                    Moments.Utc(row.Get<long>("visit_us")), row.Get<string>("data_source"), row.Get<bool>("is_repeat"), [.. orders[row.Get<long>("visit_us")]])),
            cancellation);
    }

    private sealed record NumberedVisit((long Start, int Utm) Session, long VisitUs, long? PreviousUs, bool IsNewDate, SessionVisit Shown);
}
