using System.Runtime.InteropServices;

namespace UtmAttribution.Paths;

/// <summary>
/// A sum of doubles whose error does not grow with the number of terms, so that the shares of a million paths still add up to
/// their total (Neumaier, "Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen", ZAMM 54, 1974).
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal struct CompensatedSum
{
    private double _sum;
    private double _lost;

    /// <summary>The sum of the terms so far.</summary>
    public readonly double Total => _sum + _lost;

    /// <summary>Adds a term.</summary>
    public void Add(double term)
    {
        var sum = _sum + term;
        _lost += Math.Abs(_sum) >= Math.Abs(term) ? _sum - sum + term : term - sum + _sum;
        _sum = sum;
    }
}
