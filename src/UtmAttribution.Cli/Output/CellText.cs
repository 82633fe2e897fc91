using System.Collections;
using System.Globalization;
using System.Numerics;

namespace UtmAttribution.Cli.Output;

/// <summary>One value of a query result as text: ISO 8601 times, figures with all digits and no separators.</summary>
internal static class CellText
{
    private const string Moment = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF";

    /// <summary>The text; null for NULL.</summary>
    public static string? Of(object? value) => value switch
    {
        null or DBNull => null,
        string text => text,
        bool flag => flag ? "true" : "false",
        DateOnly date => date.ToString("yyyy-MM-dd"),
        TimeOnly time => time.ToString("HH:mm:ss.FFFFFF"),
        DateTime moment => moment.ToString(moment.Kind == DateTimeKind.Utc ? $"{Moment}'Z'" : Moment),
        DateTimeOffset moment => moment.ToString($"{Moment}zzz"),
        byte[] bytes => Convert.ToHexStringLower(bytes),
        IDictionary map => $"{{{string.Join(", ", map.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(map[key]) ?? "NULL"}"))}}}",
        IList list => $"[{string.Join(", ", list.Cast<object?>().Select(item => Of(item) ?? "NULL"))}]",
        IFormattable figure => figure.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString(),
    };

    /// <summary>The text in one line, in which control characters do nothing to the terminal.</summary>
    public static string OneLine(string text) =>
        text.Any(char.IsControl) ? string.Concat(text.Select(letter => char.IsControl(letter) ? ' ' : letter)) : text;

    /// <summary>Whether values of the type are figures, which stand on the right and need no quotes in JSON.</summary>
    public static bool IsFigure(Type type) =>
        type == typeof(decimal) || type == typeof(BigInteger) || (type.IsPrimitive && type != typeof(bool) && type != typeof(char));
}
