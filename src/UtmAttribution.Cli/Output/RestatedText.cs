using UtmAttribution.Restating;

namespace UtmAttribution.Cli.Output;

/// <summary>What moved on a date, in a line: <c>2025-03-02: ad spend +312.40, ROAS 3.1 → 2.9</c>.</summary>
internal static class RestatedText
{
    private const int MostDecimals = 4;

    /// <summary>The line.</summary>
    /// <param name="restated">The date.</param>
    /// <param name="unicode">Whether the terminal has an arrow.</param>
    public static string Of(RestatedDate restated, bool unicode)
    {
        var (before, after) = (restated.Before, restated.After);
        string?[] moves =
        [
            Count("orders", after.Orders - before.Orders), Amount("revenue", after.Revenue - before.Revenue),
            Amount("attributed revenue", after.AttributedRevenue - before.AttributedRevenue), Amount("ad spend", after.AdSpend - before.AdSpend),
            Ratio("ROAS", before.Roas, after.Roas, unicode ? "→" : "->"), Count("sessions", after.Sessions - before.Sessions),
        ];
        var moved = string.Join(", ", moves.OfType<string>());
        var date = restated.Date == DateOnly.FromDateTime(DateTime.UnixEpoch) ? "records without a date" : $"{restated.Date:yyyy-MM-dd}";
        return $"{date}: {(moved.Length > 0 ? moved : "rows changed, no total moved")}";
    }

    private static string? Count(string name, long difference) => difference == 0 ? null : $"{name} {(difference > 0 ? "+" : "")}{Figures.Count(difference)}";

    private static string? Amount(string name, decimal difference) => difference == 0 ? null : $"{name} {DiffPlaces.Signed(difference)}";

    // As many decimals as tell both apart.
    private static string? Ratio(string name, decimal? before, decimal? after, string arrow)
    {
        if (before == after)
            return null;
        var decimals = 1;
        while (decimals < MostDecimals && before is { } one && after is { } other && Rounded(one) == Rounded(other))
            decimals++;
        return $"{name} {Shown(before)} {arrow} {Shown(after)}";

        decimal Rounded(decimal ratio) => Math.Round(ratio, decimals, MidpointRounding.AwayFromZero);

        string Shown(decimal? ratio) => ratio is { } known ? Rounded(known).ToString($"N{decimals}") : "none";
    }
}
