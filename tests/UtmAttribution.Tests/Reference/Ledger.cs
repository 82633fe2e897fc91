using System.Globalization;
using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>The totals that reconcile a run: of the orders and ad rows of its dates and of the undated ones.</summary>
internal sealed class Ledger
{
    private readonly SortedDictionary<string, (BigInteger Units, int Decimals)> _totals = new(StringComparer.Ordinal);

    public void Count(string name) => Add(name, 1, 0);

    public void Add(string name, BigInteger units, int decimals)
    {
        _totals.TryGetValue(name, out var total);
        _totals[name] = (total.Units + units, decimals);
    }

    public Dictionary<string, string> Totals() => _totals.ToDictionary(
        t => t.Key,
        t => t.Value.Decimals == 0
            ? t.Value.Units.ToString(CultureInfo.InvariantCulture)
            : Rounding.Format(t.Value.Units, t.Value.Decimals));
}
