using System.Text;
using System.Text.RegularExpressions;

namespace UtmAttribution.Tests.Reference;

/// <summary>Case, cleaning and ids (sections 2 and 4).</summary>
internal static partial class Text
{
    private static readonly HashSet<string> Empties =
        ["null", "none", "undefined", "nan", "(not set)", "(not provided)", "[object object]"];

    /// <summary>Lower case by Unicode's simple mapping, per code point (İ → i).</summary>
    public static string Lower(string text)
    {
        if (System.Text.Ascii.IsValid(text))
            return text.ToLowerInvariant();
        var lower = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            lower.Append(rune.Value == 0x130 ? "i" : Rune.ToLowerInvariant(rune).ToString());
        return lower.ToString();
    }

    /// <summary>An id: trimmed; empty is NULL.</summary>
    public static string? Id(string? raw) => NullIfEmpty(raw?.Trim());

    public static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    /// <summary>A UTM value or click id: trimmed; NULL where it says nothing.</summary>
    public static string? Clean(string? raw)
    {
        var value = raw?.Trim();
        if (string.IsNullOrEmpty(value) || Empties.Contains(Lower(value)))
            return null;
        var open = value.IndexOf("{{", StringComparison.Ordinal);
        if (open >= 0 && value.IndexOf("}}", open + 2, StringComparison.Ordinal) >= 0)
            return null;
        return Unfilled().IsMatch(value) ? null : value;
    }

    /// <summary>A cleaned value in lower case, as for source and medium.</summary>
    public static string? CleanLower(string? raw) => Clean(raw) is { } value ? Lower(value) : null;

    /// <summary>A boolean: true for true, t, 1, yes, y in any case; everything else, NULL too, is not true.</summary>
    public static bool IsTrue(string? raw) => raw is not null && Lower(raw.Trim()) is ("true" or "t" or "1" or "yes" or "y");

    public static bool IsDigits(string text) => text.Length > 0 && text.All(char.IsAsciiDigit);

    [GeneratedRegex(@"\A(?:\{[A-Za-z0-9_]+\}|__[A-Za-z0-9_]+__)\z", RegexOptions.CultureInvariant, 60_000)]
    private static partial Regex Unfilled();
}
