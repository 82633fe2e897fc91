using System.Globalization;

namespace UtmAttribution.Sources;

/// <summary>Numbers as the engine shows them.</summary>
internal static class NumberText
{
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
        if (!text.Contains('E', StringComparison.Ordinal))
            return text.Contains('.', StringComparison.Ordinal) ? text : text + ".0";
        // Exponents begin at 10^16; .NET's begin at 10^15.
        return text.EndsWith("E+15", StringComparison.Ordinal) ? Fixed(text[..^4]) : text.ToLowerInvariant();
    }

    // Digits as 1.2345E+15 has them before the E.
    private static string Fixed(string mantissa)
    {
        var sign = mantissa[0] == '-' ? "-" : "";
        var digits = mantissa.Replace("-", "", StringComparison.Ordinal).Replace(".", "", StringComparison.Ordinal).PadRight(17, '0');
        return $"{sign}{digits[..16]}.{digits[16..]}";
    }
}
