using System.Globalization;

namespace UtmAttribution.Bench.Peers;

/// <summary>The outcome of comparing rows that both sides should have.</summary>
/// <param name="What">What a row is, in the plural.</param>
/// <param name="Rows">Rows that either side has.</param>
/// <param name="Differences">Rows that differ or that only one side has.</param>
internal sealed record RowCounts(string What, long Rows, long Differences)
{
    /// <summary>Requires that there are rows and that none differs.</summary>
    /// <returns>The rows in words.</returns>
    /// <exception cref="InvalidOperationException">Some differ, or there are none.</exception>
    public static string Check(IEnumerable<RowCounts> comparisons)
    {
        var all = comparisons.ToList();
        var broken = all.Where(one => one.Differences > 0 || one.Rows == 0).ToList();
        return broken.Count == 0 && all.Count > 0
            ? string.Join(", ", all.Select(one => one.ToString()))
            : throw new InvalidOperationException($"The product and its peer do not agree: {string.Join(", ", broken.Select(one => $"{one.Differences:N0} of {one}"))}.");
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Rows:N0} {What}");
}
