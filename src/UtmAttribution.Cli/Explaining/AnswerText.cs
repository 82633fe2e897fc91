using UtmAttribution.Cli.Output;
using UtmAttribution.Options;

namespace UtmAttribution.Cli.Explaining;

/// <summary>The answer in plain words: where an order went under the primary model, and why.</summary>
internal static class AnswerText
{
    /// <summary>A sentence, or two.</summary>
    /// <param name="explanation">All but the answer.</param>
    /// <param name="options">The rules.</param>
    public static string Of(Explanation explanation, AttributionOptions options)
    {
        var order = explanation.Order;
        var name = Name(order);
        if (!order.Counts)
            return $"{name} is not attributed: {WhyNot(order)}.";
        var model = options.PrimaryModel.Name();
        var share = explanation.Shares.Single(share => share.AttributionModel == model && share.IsPrimaryAttribution);
        var session = explanation.Sessions.Single(session => session.SessionId == share.SessionId);
        if (session.DataSource == "none")
            return $"{name} went to {session.Channel}: no visit of its customer is known in the {Moments.Span((long)options.Lookback.TotalSeconds)} before it.";
        return $"{name} went to {Where(session)}: {model} gives {Amount(share, order)} to the session of {session.StartedAtLocal:yyyy-MM-dd HH:mm}, "
            + $"{Moments.Span(session.AgeSeconds)} before it, which {Why(session)}. {Others(explanation)}";
    }

    /// <summary>Channel and sub-channel.</summary>
    public static string Where(ExplainedSession session) => session.SubChannel is { } sub && sub != session.Channel ? $"{session.Channel} / {sub}" : session.Channel;

    private static string Name(ExplainedOrder order) =>
        order.OrderName is { } name && name != order.OrderId ? $"Order {order.OrderId} ({name})" : $"Order {order.OrderId}";

    private static string Amount(ExplainedShare share, ExplainedOrder order) => share.AttributionWeight == 1
        ? $"its {Figures.Amount(order.OrderValue!.Value)} {order.OrderCurrency}"
        : $"{share.AttributionWeight * 100:0.##} % of its {Figures.Amount(order.OrderValue!.Value)} {order.OrderCurrency}";

    private static string WhyNot(ExplainedOrder order) => order.Reason switch
    {
        "cancelled" => $"it is cancelled{(order.Detail is { } detail ? $" ({detail})" : "")}",
        "test" => "it is a test order",
        var reason => $"it is rejected as {reason}{(order.Detail is { } detail ? $" ({detail})" : "")}",
    };

    private static string Why(ExplainedSession session)
    {
        if (session.Rules.Count == 0)
        {
            return session.UtmSource is null && session.ClickId is null && session.ReferrerDomain is null
                ? "came with no UTM value, no click id and no referrer"
                : "came with values that no known channel rule matches";
        }
        var with = session.Rules[0].Because.Where(met => met.Value is not null).Select(met => $"{met.Column} {met.Value}").ToList();
        return with.Count == 0 ? "no other channel rule matches" : $"came with {string.Join(" and ", with)}";
    }

    private static string Others(Explanation explanation)
    {
        var models = explanation.Shares.Select(share => share.AttributionModel).Distinct().Count();
        var sessions = explanation.Shares.Select(share => share.SessionId).Distinct().Count();
        var channels = explanation.Shares.Select(share => explanation.Sessions.First(session => session.SessionId == share.SessionId).Channel).Distinct().ToList();
        return sessions == 1 ? models == 1 ? "" : $"All {models} models agree."
            : channels.Count == 1 ? $"Other models share it among {sessions} sessions of the same channel."
            : $"Other models share it among {sessions} sessions: {string.Join(", ", channels)}.";
    }
}
