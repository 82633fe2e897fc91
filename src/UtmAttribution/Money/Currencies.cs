namespace UtmAttribution.Money;

/// <summary>How many decimals the minor unit of a currency has, by ISO 4217.</summary>
internal static class Currencies
{
    private static readonly HashSet<string> WithoutDecimals = new(StringComparer.Ordinal)
    {
        "BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF",
    };

    private static readonly HashSet<string> WithThreeDecimals = new(StringComparer.Ordinal)
    {
        "BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND",
    };

    /// <summary>0, 2 or 3.</summary>
    public static int Decimals(string currency) => WithoutDecimals.Contains(currency) ? 0 : WithThreeDecimals.Contains(currency) ? 3 : 2;

    /// <summary>The form in which currencies are compared, or null for an empty text.</summary>
    public static string? Normalize(string? text) => text?.Trim().ToUpperInvariant() is { Length: > 0 } currency ? currency : null;
}
