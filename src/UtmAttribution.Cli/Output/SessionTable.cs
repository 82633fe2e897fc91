using UtmAttribution.Cli.Explaining;

namespace UtmAttribution.Cli.Output;

/// <summary>The sessions of an order's visitor: the most recent ones, as many as fit on a screen.</summary>
internal static class SessionTable
{
    private const int MostRows = 10;

    /// <summary>Writes them, where there are any.</summary>
    public static void Write(Explanation explanation, Terminal terminal)
    {
        var sessions = explanation.Sessions;
        if (sessions.Count == 0)
            return;
        var hidden = Math.Max(0, sessions.Count - MostRows);
        var known = sessions.Any(session => session.Began is not null && session.Tier is not null);
        (string, bool)[] why = known ? [("began", false), ("tier", true)] : [];
        var table = Tables.Create(terminal, [("session", true), ("start", true), ("before", true), ("visits", true), .. why, ("channel", false), ("from", false)]);
        foreach (var session in sessions.Skip(hidden))
        {
            string[] reason = known ? [Began(session), $"{session.Tier}{(session.IsTouchpoint == true ? "" : " -")}"] : [];
            Tables.AddRow(
                table,
                [
                    $"{session.Number}", ExplanationText.Time(session.StartedAtLocal), Moments.Span(session.AgeSeconds), Figures.Count(session.PageviewsCount), .. reason,
                    AnswerText.Where(session),
                    session.CampaignName ?? session.UtmCampaign ?? session.ClickId ?? session.ReferrerDomain ?? "",
                ]);
        }

        terminal.Out.WriteLine();
        Tables.Write(table, terminal);
        if (hidden > 0)
            Tables.WriteText($" and {Figures.Count(hidden, "sessions")} before these; --json has all", terminal);
        if (known && sessions.Any(session => session.IsTouchpoint != true))
            Tables.WriteText(" (-: not in the best tier, so no touchpoint)", terminal);
    }

    private static string Began(ExplainedSession session) => session.Began switch
    {
        "first" => "first visit",
        "timeout" => "after a gap",
        "new_date" => "new date",
        "new_campaign" => "other campaign",
        _ => "no visit",
    };
}
