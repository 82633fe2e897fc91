using System.Globalization;

namespace UtmAttribution.Sources;

/// <summary>Numbers as the engine shows them.</summary>
internal static class NumberText
{
    private const double FirstWithExponent = 1e16;

    /// <summary>A decimal with all its digits behind the point.</summary>
    public static string Of(long coefficient, int scale)
    {
        var digits = Int128.Abs(coefficient).ToString(CultureInfo.InvariantCulture).PadLeft(scale + 1, '0');
        return (coefficient < 0 ? "-" : "") + (scale == 0 ? digits : $"{digits[..^scale]}.{digits[^scale..]}");
    }

    /// <summary>A double with the fewest digits that tell it from others, at least one of them behind the point.</summary>
    public static string Of(double number)
    {
        if (!double.IsFinite(number))
            return (double.IsNegative(number) ? "-" : "") + (double.IsNaN(number) ? "nan" : "inf");
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (text.Contains('E', StringComparison.Ordinal))
            return text.ToLowerInvariant();
        if (Math.Abs(number) >= FirstWithExponent)
            return WithExponent(text);
        return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
    }

    // Exponents begin at 10^16; .NET's begin at 10^17. Text between them has 17 digits before the point.
    private static string WithExponent(string text)
    {
        var first = text[0] == '-' ? 2 : 1;
        var others = text[first..].TrimEnd('0');
        return $"{text[..first]}{(others.Length > 0 ? "." : "")}{others}e+16";
    }
}
