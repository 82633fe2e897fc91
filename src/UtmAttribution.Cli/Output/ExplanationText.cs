using System.Globalization;
using UtmAttribution.Cli.Explaining;

namespace UtmAttribution.Cli.Output;

/// <summary>An explanation for a person: the answer first, then what it rests on; a usual order's is one screen.</summary>
internal static class ExplanationText
{
    /// <summary>Writes it to stdout.</summary>
    public static void Write(Explanation explanation, Terminal terminal)
    {
        Tables.WriteText(explanation.Answer, terminal);
        terminal.Out.WriteLine();
        Tables.WriteText(Facts(explanation), terminal);
        VisitTable.Write(explanation, terminal);
        SessionTable.Write(explanation, terminal);
        CreditBySession.Write(explanation, terminal);
        if (Credited(explanation) is { } session)
        {
            terminal.Out.WriteLine();
            foreach (var line in Channel(session).Append(Campaign(session)))
                Tables.WriteText(line, terminal);
        }

        foreach (var hour in explanation.AdHours)
            Tables.WriteText(Hour(hour, explanation.Order.OrderCurrency!), terminal);

        if (explanation.NotKnown.Count > 0)
        {
            terminal.Out.WriteLine();
            Tables.WriteText($"Not known from {explanation.LookedAt}: {string.Join("; ", explanation.NotKnown)}.", terminal);
        }
    }

    /// <summary>A session's number, or the time of something, in the reporting zone.</summary>
    public static string Time(DateTimeOffset local) => local.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>What a visit came with, in a few words: UTM content and term only where there is nothing else.</summary>
    public static string CameWith(ExplainedVisit visit)
    {
        string[] parts =
        [
            .. visit.UtmSource is null && visit.UtmMedium is null ? (string[])[] : [$"{visit.UtmSource ?? "-"} / {visit.UtmMedium ?? "-"}"],
            .. new[] { visit.UtmCampaign, visit.ClickId, visit.ReferrerDomain is { } domain ? $"from {domain}" : null }.OfType<string>(),
        ];
        return parts.Length > 0 ? string.Join(", ", parts) : string.Join(", ", new[] { visit.UtmContent, visit.UtmTerm }.OfType<string>().DefaultIfEmpty("nothing"));
    }

    private static string Facts(Explanation explanation)
    {
        var order = explanation.Order;
        var facts = new List<string>();
        if (order.CreatedAtLocal is { } local)
        {
            var zone = explanation.Settings["time-zone"];
            facts.Add($"Placed {Time(local)} {zone}{(local.Offset == TimeSpan.Zero ? "" : $" ({Time(order.CreatedAt!.Value)} UTC)")}");
        }

        if (order.OrderValue is { } value)
            facts.Add($"value {Figures.Amount(value)} {order.OrderCurrency}{(order.IsConverted == true ? $", converted from {order.SourceAmount} {order.SourceCurrency}" : "")}");
        if (order.VisitorId is { } visitor)
            facts.Add($"visitor {visitor}");
        facts.Add(order.Counts ? "counts as a conversion" : $"does not count: {order.Reason}");
        if (order.RowsOfId > 1)
            facts.Add($"{order.RowsOfId} rows have its id, of which this is the one that is used");
        if (order.PartialRejects.Count > 0)
            facts.Add($"not usable of it: {string.Join(", ", order.PartialRejects)}");
        var text = string.Join("; ", facts);
        return $"{char.ToUpperInvariant(text[0])}{text[1..]}.";
    }

    // The session that the answer is about: under the primary model it has the most.
    private static ExplainedSession? Credited(Explanation explanation)
    {
        var model = explanation.Settings.GetValueOrDefault("primary-model");
        var share = explanation.Shares.FirstOrDefault(share => share.AttributionModel == model && share.IsPrimaryAttribution);
        return explanation.Sessions.FirstOrDefault(session => session.SessionId == share?.SessionId);
    }

    private static IEnumerable<string> Channel(ExplainedSession session)
    {
        if (session.Rules is [])
            yield return $"Channel {AnswerText.Where(session)}: no rule is asked where there is no UTM value, click id or referrer.";
        foreach (var (rule, place) in session.Rules.Zip(["Channel", "Next best:"]))
        {
            string?[] gives = [rule.Channel, rule.SubChannel, rule.ChannelCategory, rule.Platform];
            var because = rule.Because.Count == 0 ? "it matches everything" : string.Join(" and ", rule.Because.Select(met => $"{met.Column} {met.Value ?? "NULL"}"));
            yield return $"{place} {string.Join(" / ", gives.OfType<string>())}, by rule {rule.Rule} (priority {rule.Priority}), for {because}.";
        }
    }

    private static string Campaign(ExplainedSession session)
    {
        (string Level, string? Id, string? Name)[] levels =
            [("campaign", session.CampaignId, session.CampaignName), ("ad set", session.AdsetId, session.AdsetName), ("ad", session.AdId, session.AdName)];
        var found = string.Join(", ", levels.Where(level => level.Id is not null).Select(level => $"{level.Level} {level.Id}{(level.Name is { } name ? $" \"{name}\"" : "")}"));
        return $"Ids: {(found.Length == 0 ? "none" : found)}; id_match {session.IdMatch}: {session.IdMatchBecause}.";
    }

    private static string Hour(AdHour hour, string currency)
    {
        var head = $"Ad hour {hour.DateStart:yyyy-MM-dd} {hour.HourStart:00}:00 of ad {hour.AdId} ({hour.Channel}): ";
        return head + (hour.DataMatchStatus == "utm_only"
            ? $"nothing was spent on it; {Figures.Count(hour.UtmOrders, "orders")}, attributed {Figures.Amount(hour.AttributedRevenue)} {currency}."
            : $"spend {Figures.Amount(hour.AdSpend)} {currency}, {Figures.Count(hour.AdClicks, "clicks")}; {Figures.Count(hour.UtmOrders, "orders")}, "
                + $"attributed {Figures.Amount(hour.AttributedRevenue)} {currency}, ROAS {hour.Roas:0.00}.");
    }
}
