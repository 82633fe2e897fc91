using System.Globalization;
using UtmAttribution.Channels;
using UtmAttribution.Errors;
using UtmAttribution.Options;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Cli.Explaining;

/// <summary>Explains an order from what a run published, as far as that is known there.</summary>
/// <param name="directory">The folder that runs publish to.</param>
/// <param name="published">Its datasets.</param>
/// <param name="orderId">The order.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class PublishedOrder(string directory, PublishedDatasets published, string orderId, CancellationToken cancellation)
{
    private const int NearestShown = 3;

    private static readonly string[] NeverKnown =
    [
        "single visits, and what cleaning did to their values: name the source with --source",
        "why a session began, and the tiers and units of touchpoints",
    ];

    private readonly string _id = Sql.Text(orderId);

    /// <summary>Explains.</summary>
    /// <exception cref="InvalidInputException">Nothing is published of the order.</exception>
    public Explanation Explain()
    {
        Require("utm_order_mapping");
        Require("utm_sessions");
        var orders = Rows(
            $"select distinct order_id, order_name, order_date, order_value, order_currency, order_date_local from utm_order_mapping where order_id = {_id}",
            row => (Order: new ExplainedOrder
            {
                OrderId = orderId,
                OrderName = row.Get<string?>("order_name"),
                CreatedAt = row.Get<DateTimeOffset>("order_date"),
                OrderValue = row.Get<decimal>("order_value"),
                OrderCurrency = row.Get<string>("order_currency"),
                Counts = true,
            }, Date: row.Get<DateOnly>("order_date_local")));
        return orders.Count == 0 ? Rejected() : Explain(orders[0].Order, orders[0].Date);
    }

    private Explanation Explain(ExplainedOrder order, DateOnly date)
    {
        var options = PublishedSettings.Of(directory, date, published.Connection, cancellation);
        var notKnown = NeverKnown.ToList();
        var shares = Shares();
        var (visitor, sessions) = Sessions(order.CreatedAt!.Value, shares[0].SessionId, options);
        if (sessions.Any(session => session.Channel != "Direct" && session.Rules.Count == 0))
            notKnown.Add("the channel rules of the run, where they are not the built-in ones");
        var explanation = new Explanation
        {
            Answer = "",
            LookedAt = $"what is published in '{directory}'",
            Settings = RuleSettings.Of(options),
            Order = order with { VisitorId = visitor, CreatedAtLocal = order.CreatedAt!.Value.In(options.TimeZone) },
            Sessions = sessions,
            Shares = shares,
            AdHours = AdHours(options.PrimaryModel, date, notKnown),
            NotKnown = notKnown,
        };
        return explanation with { Answer = AnswerText.Of(explanation, options) };
    }

    private Explanation Rejected()
    {
        var rejects = !published.Names.Contains("utm_rejects") ? [] : Rows(
            $"select reason, detail from utm_rejects where source_table = 'shopify_orders' and record_id = {_id} and severity = 'rejected' order by reason limit 1",
            row => (Reason: row.Get<string>("reason"), Detail: row.Get<string?>("detail")));
        if (rejects.Count == 0)
            throw NotFound();
        var options = new AttributionOptions();
        var explanation = new Explanation
        {
            Answer = "",
            LookedAt = $"what is published in '{directory}'",
            Settings = new Dictionary<string, string>(),
            Order = new() { OrderId = orderId, Reason = rejects[0].Reason, Detail = rejects[0].Detail },
            NotKnown = ["more of an order that is rejected: name the source with --source"],
        };
        return explanation with { Answer = AnswerText.Of(explanation, options) };
    }

    private List<ExplainedShare> Shares() => Rows(
        $"""
        select attribution_model, session_id, attribution_weight, attributed_revenue, touch_index, touch_count, is_primary_attribution
        from utm_order_mapping
        where order_id = {_id}
        order by list_position([{string.Join(", ", OptionNames.Models.Values.Select(Sql.Text))}], attribution_model), touch_index
        """,
        row => new ExplainedShare
        {
            AttributionModel = row.Get<string>("attribution_model"),
            SessionId = row.Get<long>("session_id"),
            AttributionWeight = row.Get<decimal>("attribution_weight"),
            AttributedRevenue = row.Get<decimal>("attributed_revenue"),
            TouchIndex = row.Get<int>("touch_index"),
            TouchCount = row.Get<int>("touch_count"),
            IsPrimaryAttribution = row.Get<bool>("is_primary_attribution"),
        });

    private (string Visitor, IReadOnlyList<ExplainedSession> Sessions) Sessions(DateTimeOffset created, long sessionId, AttributionOptions options)
    {
        var sessions = Rows(
            $"""
            select sessions.*, ads.campaign_name, ads.adset_name, ads.ad_name
            from utm_sessions as sessions
            left join (
                select session_id, min(campaign_name) as campaign_name, min(adset_name) as adset_name, min(ad_name) as ad_name
                from utm_order_mapping
                where order_id = {_id}
                group by session_id
            ) as ads on ads.session_id = sessions.session_id
            where
                visitor_id = (select visitor_id from utm_sessions where session_id = {sessionId} limit 1)
                and session_start_time > timestamptz '{Iso(created - options.Lookback)}' and session_start_time <= timestamptz '{Iso(created)}'
            order by session_start_time, sessions.session_id
            """,
            row =>
            {
                var start = row.Get<DateTimeOffset>("session_start_time");
                var session = SessionRow.Of(row) with
                {
                    StartedAt = start,
                    StartedAtLocal = start.In(options.TimeZone),
                    EndedAt = row.Get<DateTimeOffset>("session_end_time"),
                    AgeSeconds = (long)(created - start).TotalSeconds,
                    Began = row.Get<string>("data_source") == "none" ? "own" : null,
                };
                return (Visitor: row.Get<string>("visitor_id"), Session: session);
            });
        return (sessions[0].Visitor, [.. sessions.Select((found, i) => found.Session with { Number = i + 1, Rules = Rules(found.Session) })]);
    }

    // The run may have had other rules: those that give another channel explain nothing.
    private IReadOnlyList<AppliedRule> Rules(ExplainedSession session) =>
        SessionRules.Of(published.Connection, ChannelRules.BuiltIn, session) is [var first, ..] rules && first.Channel == session.Channel ? rules : [];

    // The zone of an ad's account is not published: the hour of an order there is one that has an order of these dimensions.
    private List<AdHour> AdHours(AttributionModel model, DateOnly date, List<string> notKnown)
    {
        if (!published.Names.Contains("utm_ad_hourly_performance"))
        {
            notKnown.Add("what ads cost in the order's hour: utm_ad_hourly_performance is not there");
            return [];
        }
        const string Same = "campaign_id, ad_id, adset_id, utm_source, utm_medium, utm_campaign, utm_content, utm_term, channel, sub_channel";
        var condition = string.Join(" and ", Same.Split(", ").Select(column => $"met.{column} is not distinct from facts.{column}"));
        var hours = Rows(
            $"""
            select facts.*
            from utm_ad_hourly_performance as facts
            inner join utm_order_mapping as met on {condition}
            where
                met.order_id = {_id} and met.attribution_model = {Sql.Text(model.Name())} and met.is_primary_attribution
                and facts.campaign_id is not null and facts.ad_id is not null and facts.utm_orders > 0
                and facts.date_start between {Sql.Date(date.AddDays(-1))} and {Sql.Date(date.AddDays(1))}
                and abs(date_diff('minute', met.order_date, facts.date_start::timestamp + facts.hour_start * interval 1 hour)) <= 15 * 60
            order by facts.date_start, facts.hour_start
            """,
            AdHourRow.Of);
        if (hours.Count > 1)
            notKnown.Add("which of the ad's hours is the order's: several have an order, and the zone of an ad's account is not published");
        return hours;
    }

    private InvalidInputException NotFound()
    {
        var ids = Rows("select distinct order_id, order_name from utm_order_mapping", row => (Id: row.Get<string>("order_id"), Name: row.Get<string?>("order_name")));
        var named = ids.Where(id => id.Name?.Trim().TrimStart('#') == orderId.TrimStart('#')).Select(id => id.Id).ToList();
        var near = named.Count > 0 ? named : [.. NearestNames.Of(orderId, ids.Select(id => id.Id), NearestShown)];
        var advice = named.Count > 0 ? $"the order of that name has the id {string.Join(", ", near)}" : near.Count > 0 ? $"near it are {string.Join(", ", near)}" : "none is like it";
        return new(
            $"Nothing is published of an order '{orderId}' in '{directory}': {advice}. Only orders that count are published, those of the runs' dates; "
            + "name the source with --source to ask about others.");
    }

    private void Require(string dataset)
    {
        if (!published.Names.Contains(dataset))
            throw new InvalidInputException($"'{directory}' has no {dataset}; expected a folder that 'utm run --out' published into.");
    }

    private static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.ffffff'+00'", CultureInfo.InvariantCulture);

    private List<T> Rows<T>(string sql, Func<System.Data.Common.DbDataReader, T> row) => published.Connection.Rows(sql, row, cancellation);
}
