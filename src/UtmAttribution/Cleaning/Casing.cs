using System.Text;

namespace UtmAttribution.Cleaning;

/// <summary>Lower case by Unicode's simple mapping, per code point: the one mapping that every part of the product compares by.</summary>
internal static class Casing
{
    /// <summary>The text in lower case; the same instance where nothing changes.</summary>
    public static string ToLower(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] >= 0x80)
                return ToLowerBeyondAscii(text);
            if (char.IsAsciiLetterUpper(text[i]))
                return text.AsSpan().ContainsAnyExceptInRange('\0', '\x7f') ? ToLowerBeyondAscii(text) : text.ToLowerInvariant();
        }
        return text;
    }

    private static string ToLowerBeyondAscii(string text)
    {
        var lower = new StringBuilder(text.Length);
        Span<char> units = stackalloc char[2];
        foreach (var rune in text.EnumerateRunes())
            lower.Append(units[..ToLower(rune).EncodeToUtf16(units)]);
        return lower.ToString();
    }

    // .NET keeps İ as it is, since its lower case is ambiguous between cultures; the simple mapping of UnicodeData.txt is i.
    private static Rune ToLower(Rune rune) => rune.Value == 0x130 ? new Rune('i') : Rune.ToLowerInvariant(rune);
}
