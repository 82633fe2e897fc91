using UtmAttribution.Comparison;
using UtmAttribution.Sinks;

namespace UtmAttribution.Cli.Output;

/// <summary>The places in which two outputs differ, as text.</summary>
internal static class DiffPlaces
{
    private const int MoneyShown = 2;

    /// <summary>Writes CSV with a row for each place, and with its sum of money that differs most.</summary>
    public static void WriteCsv(IEnumerable<DifferentPlace> places, TextWriter writer)
    {
        CsvRows.WriteLine(writer,
        [
            "dataset", "date", "hour", "campaign_id", "campaign", "rows_a", "rows_b", "changed", "removed", "added", "columns", "money", "money_a",
            "money_b", "difference",
        ]);
        foreach (var place in places)
        {
            var money = place.Money.Count > 0 ? place.Money[0] : null;
            CsvRows.WriteLine(writer, new object?[]
            {
                place.Dataset, place.Date, place.Hour, place.CampaignId, place.Campaign, place.RowsA, place.RowsB, place.Changed, place.Removed,
                place.Added, string.Join(' ', place.Columns), money?.Measure, money?.A, money?.B, money?.Difference,
            }.Select(CellText.Of));
        }
    }

    /// <summary>When it is, such as <c>2026-03-01 13:00</c>.</summary>
    public static string When(DifferentPlace place) =>
        $"{(place.Date is { } date ? $"{date:yyyy-MM-dd}" : "no date")}{(place.Hour is { } hour ? $" {hour:00}:00" : "")}";

    /// <summary>What differs there, a line each: where, rows and money, columns.</summary>
    public static IEnumerable<string> Lines(DifferentPlace place, bool unicode)
    {
        yield return CellText.OneLine($"{place.Dataset}{Campaign(place)}");
        var rows = new[] { (place.Changed, "changed"), (place.Removed, "removed"), (place.Added, "added") }
            .Where(part => part.Item1 > 0).Select(part => $"{Figures.Count(part.Item1)} {part.Item2}");
        var money = place.Money.Take(MoneyShown).Select(sum => Change(sum, unicode));
        var more = place.Money.Count > MoneyShown ? [$"{Figures.Count(place.Money.Count - MoneyShown, "other sums")}"] : Array.Empty<string>();
        yield return $"{string.Join(", ", rows)} of {Figures.Count(Math.Max(place.RowsA, place.RowsB), "rows")}{string.Concat(money.Concat(more).Select(text => $"; {text}"))}";
        if (place.Columns.Count > 0)
            yield return $"differ: {string.Join(", ", place.Columns)}";
    }

    /// <summary>A difference with its sign.</summary>
    public static string Signed(decimal difference) => difference > 0 ? $"+{Figures.Amount(difference)}" : Figures.Amount(difference);

    private static string Change(MoneyDifference sum, bool unicode) =>
        $"{sum.Measure} {Figures.Amount(sum.A)} {(unicode ? "→" : "->")} {Figures.Amount(sum.B)} ({Signed(sum.Difference)})";

    private static string Campaign(DifferentPlace place) => (place.Campaign, place.CampaignId) switch
    {
        (null, null) => place.Dataset == Datasets.Rejects.Name ? "" : ", no campaign",
        (null, { } id) => $", campaign {id}",
        ({ } name, null) => $", {name}",
        var (name, id) => $", {name} ({id})",
    };
}
