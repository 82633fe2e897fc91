using UtmAttribution.Cli.Explaining;

namespace UtmAttribution.Cli.Output;

/// <summary>What each model gives to each session of an order.</summary>
internal static class CreditBySession
{
    // With more sessions than models, these are the columns.
    private const int MostColumns = 4;

    /// <summary>Writes it: a sentence where all models agree, else a table.</summary>
    public static void Write(Explanation explanation, Terminal terminal)
    {
        var shares = explanation.Shares;
        if (shares.Count == 0)
            return;
        var order = explanation.Order;
        List<ExplainedSession> sessions = [.. explanation.Sessions.Where(session => shares.Any(share => share.SessionId == session.SessionId))];
        List<string> models = [.. shares.Select(share => share.AttributionModel).Distinct()];
        terminal.Out.WriteLine();
        if (sessions is [var only])
        {
            Tables.WriteText(
                $"Session {only.Number} gets all of the {Figures.Amount(order.OrderValue!.Value)} {order.OrderCurrency} under {(models.Count == 1 ? models[0] : $"all {models.Count} models")}.", terminal);
            return;
        }

        var byModel = sessions.Count <= MostColumns;
        var rows = byModel ? models : sessions.Select(Name);
        var columns = byModel ? sessions.Select(Name) : models;
        var table = Tables.Create(terminal, [($"credit, {order.OrderCurrency}", false), .. columns.Select(column => (column, true))]);
        foreach (var row in rows)
            Tables.AddRow(table, [row, .. columns.Select(column => Cell(byModel ? Share(row, column) : Share(column, row)))]);
        Tables.Write(table, terminal);

        static string Name(ExplainedSession session) => $"{session.Number} {session.Channel}";

        ExplainedShare? Share(string model, string name) =>
            shares.FirstOrDefault(share => share.AttributionModel == model && Name(sessions.First(session => session.SessionId == share.SessionId)) == name);
    }

    private static string Cell(ExplainedShare? share) =>
        share is null ? "" : $"{Figures.Amount(share.AttributedRevenue)} ({share.AttributionWeight * 100:0.##} %)";
}
