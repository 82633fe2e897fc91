using System.Buffers;

namespace UtmAttribution.Cleaning;

/// <summary>What counts as a value of a UTM parameter, a click id or an ad id, and what is only a placeholder for one.</summary>
internal static class UtmValue
{
    private static readonly HashSet<string> Placeholders = new(StringComparer.OrdinalIgnoreCase)
    {
        "null", "none", "undefined", "nan", "(not set)", "(not provided)", "[object object]",
    };

    private static readonly SearchValues<char> WordCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_");

    /// <summary>The trimmed value, or null where it is empty, a placeholder or a template that nobody filled.</summary>
    public static string? Clean(string? text)
    {
        var value = text?.Trim();
        return string.IsNullOrEmpty(value) || Placeholders.Contains(value) || IsUnfilledTemplate(value) ? null : value;
    }

    /// <summary>Why a text counts as no value, for a person; null where it counts.</summary>
    public static string? WhyNone(string text) => (Clean(text), text.Trim()) switch
    {
        (not null, _) => null,
        (_, "") => "empty",
        (_, var value) => IsUnfilledTemplate(value) ? "unfilled template" : "placeholder",
    };

    /// <summary>As <see cref="Clean"/>, in lower case: the form of <c>utm_source</c> and <c>utm_medium</c>.</summary>
    public static string? CleanLower(string? text) => Clean(text) is { } value ? Casing.ToLower(value) : null;

    /// <summary>Whether a trimmed value is a template that nobody filled.</summary>
    public static bool IsUnfilledTemplate(string value)
    {
        var opening = value.IndexOf("{{", StringComparison.Ordinal);
        if (opening >= 0 && value.IndexOf("}}", opening + 2, StringComparison.Ordinal) >= 0)
            return true;
        return IsWordBetween(value, "{", "}") || IsWordBetween(value, "__", "__");
    }

    private static bool IsWordBetween(string value, string before, string after) =>
        value.Length > before.Length + after.Length
        && value.StartsWith(before, StringComparison.Ordinal)
        && value.EndsWith(after, StringComparison.Ordinal)
        && !value.AsSpan(before.Length, value.Length - before.Length - after.Length).ContainsAnyExcept(WordCharacters);
}
