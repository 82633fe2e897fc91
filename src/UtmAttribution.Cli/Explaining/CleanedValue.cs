using UtmAttribution.Cleaning;

namespace UtmAttribution.Cli.Explaining;

/// <summary>A value that cleaning changed, or dropped.</summary>
/// <param name="Name">The parameter, such as <c>utm_source</c>.</param>
/// <param name="FoundIn">Where it was found.</param>
/// <param name="Raw">What was found.</param>
/// <param name="Value">What it counts as; null where it counts as no value.</param>
/// <param name="Change">What was done, or why it is dropped.</param>
internal sealed record CleanedValue(string Name, string FoundIn, string Raw, string? Value, string Change)
{
    /// <summary>What cleaning does to a value; null where it does nothing.</summary>
    /// <param name="name">The parameter.</param>
    /// <param name="foundIn">Where it was found.</param>
    /// <param name="raw">What was found; null for nothing.</param>
    /// <param name="isEncoded">Whether it comes from a URL.</param>
    public static CleanedValue? Of(string name, string foundIn, string? raw, bool isEncoded = false)
    {
        if (raw is null)
            return null;
        var decoded = isEncoded ? Url.Decode(raw) : raw;
        var value = name is "utm_source" or "utm_medium" ? UtmValue.CleanLower(decoded) : UtmValue.Clean(decoded);
        return value == raw ? null : new(name, foundIn, raw, value, UtmValue.WhyNone(decoded) ?? Changes(raw, decoded, value!));
    }

    private static string Changes(string raw, string decoded, string value)
    {
        var trimmed = decoded.Trim();
        return string.Join(", ", new[]
        {
            decoded == raw ? null : "decoded",
            trimmed == decoded ? null : "trimmed",
            value == trimmed ? null : "lower-cased",
        }.OfType<string>());
    }
}
