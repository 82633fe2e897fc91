using System.Globalization;

namespace UtmAttribution.Options;

/// <summary>Sizes as the engine reads them: a number and a unit, of which KB is 1,000 bytes and KiB is 1,024.</summary>
internal static class ByteSize
{
    private static readonly string[] Units = ["B", "KB", "MB", "GB", "TB", "KiB", "MiB", "GiB", "TiB"];

    /// <summary>The bytes that a size such as <c>1.5GiB</c> means.</summary>
    /// <returns>False where the text is no size, or none above 0.</returns>
    public static bool TryParse(string text, out long bytes)
    {
        bytes = 0;
        var digits = text.TakeWhile(letter => char.IsAsciiDigit(letter) || letter == '.').Count();
        if (!decimal.TryParse(text.AsSpan(0, digits), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
            return false;
        var unit = Array.FindIndex(Units, unit => text.AsSpan(digits).Trim().Equals(unit, StringComparison.OrdinalIgnoreCase));
        if (unit < 0 || number > 1_000_000)
            return false;
        bytes = (long)(number * (decimal)(unit < 5 ? Math.Pow(1_000, unit) : Math.Pow(1_024, unit - 4)));
        return bytes > 0;
    }

    /// <summary>Bytes for people, such as <c>1.2 GB</c>.</summary>
    public static string Text(long bytes)
    {
        var unit = bytes < 1_000_000 ? 1 : bytes < 1_000_000_000 ? 2 : 3;
        return string.Create(CultureInfo.InvariantCulture, $"{bytes / Math.Pow(1_000, unit):#,##0.0} {Units[unit]}");
    }
}
