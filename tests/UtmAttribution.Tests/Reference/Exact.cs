using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace UtmAttribution.Tests.Reference;

/// <summary>An exact decimal number: <paramref name="Unscaled"/> · 10^−<paramref name="Scale"/>, Scale ≥ 0.</summary>
internal readonly partial record struct Exact(BigInteger Unscaled, int Scale)
{
    // Above it every amount is refused, below it every amount rounds to 0: more digits would only take time.
    private const int LargestExponent = 5_000;

    /// <summary>The number, or null where the text is none (NaN and infinities too).</summary>
    public static Exact? Parse(string? text)
    {
        if (text is null || Decimal().Match(text.Trim()) is not { Success: true } match)
            return null;
        var fraction = match.Groups["fraction"].Value;
        var unscaled = BigInteger.Parse("0" + match.Groups["whole"].Value + fraction, CultureInfo.InvariantCulture);
        if (match.Groups["sign"].Value == "-")
            unscaled = -unscaled;
        var written = match.Groups["exponent"].Success ? BigInteger.Parse(match.Groups["exponent"].Value, CultureInfo.InvariantCulture) : 0;
        var scale = fraction.Length - (int)BigInteger.Max(-LargestExponent, BigInteger.Min(LargestExponent, written));
        return scale >= 0 ? new Exact(unscaled, scale) : new Exact(unscaled * BigInteger.Pow(10, -scale), 0);
    }

    public static Exact operator *(Exact a, Exact b) => new(a.Unscaled * b.Unscaled, a.Scale + b.Scale);

    public static Exact operator -(Exact a, Exact b)
    {
        var scale = Math.Max(a.Scale, b.Scale);
        return new Exact(a.AtScale(scale) - b.AtScale(scale), scale);
    }

    public bool IsNegative => Unscaled.Sign < 0;

    public bool IsPositive => Unscaled.Sign > 0;

    public bool IsWhole => Unscaled % BigInteger.Pow(10, Scale) == 0;

    public bool IsBillionOrMore => Unscaled >= BigInteger.Pow(10, Scale + 9);

    public static int Compare(Exact a, Exact b) => (a - b).Unscaled.Sign;

    /// <summary>The number in units of 10^−decimals, rounded half away from zero.</summary>
    public BigInteger Round(int decimals) => Scale <= decimals
        ? AtScale(decimals)
        : Rounding.Divide(Unscaled, BigInteger.Pow(10, Scale - decimals));

    /// <summary>One text for equal numbers.</summary>
    public string Canonical()
    {
        var (unscaled, scale) = (Unscaled, Scale);
        while (scale > 0 && unscaled % 10 == 0)
            (unscaled, scale) = (unscaled / 10, scale - 1);
        return $"{unscaled}e-{scale}";
    }

    private BigInteger AtScale(int scale) => Unscaled * BigInteger.Pow(10, scale - Scale);

    [GeneratedRegex(
        @"\A(?<sign>[+-])?(?:(?<whole>[0-9]+)(?:\.(?<fraction>[0-9]*))?|\.(?<fraction>[0-9]+))(?:[eE](?<exponent>[+-]?[0-9]+))?\z",
        RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Decimal();
}
