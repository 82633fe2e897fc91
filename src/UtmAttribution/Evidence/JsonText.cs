using System.Buffers;
using System.Text;
using System.Text.Json;

namespace UtmAttribution.Evidence;

/// <summary>
/// Reads text out of JSON tokens, whatever they hold: escapes that are half of a character become U+FFFD. U+0000 is left out, as
/// <c>%00</c> is of a URL: no database has it.
/// </summary>
internal sealed class JsonText
{
    /// <summary>Any depth: a deeply nested field that nobody reads is no reason to lose an order.</summary>
    public static readonly JsonReaderOptions Options = new() { MaxDepth = int.MaxValue };

    private readonly ArrayBufferWriter<byte> _unescaped = new(256);

    /// <summary>
    /// The text of the value at the reader; a number's digits. Other kinds have none: they are skipped and false comes back.
    /// The span is valid until the next call or read.
    /// </summary>
    public bool TryTake(ref Utf8JsonReader reader, out ReadOnlySpan<byte> text)
    {
        text = reader.ValueSpan;
        switch (reader.TokenType)
        {
            case JsonTokenType.String:
                if (reader.ValueIsEscaped)
                    text = Unescape(text);
                return true;
            case JsonTokenType.Number:
                return true;
            default:
                reader.Skip();
                return false;
        }
    }

    /// <summary>The text of the value at the reader as a string, or null where it has none.</summary>
    public string? TakeString(ref Utf8JsonReader reader) => TryTake(ref reader, out var text) ? Encoding.UTF8.GetString(text) : null;

    /// <summary>Whether the property name at the reader is this one, escapes resolved.</summary>
    public bool NameIs(ref Utf8JsonReader reader, ReadOnlySpan<byte> name) =>
        (reader.ValueIsEscaped ? Unescape(reader.ValueSpan) : reader.ValueSpan).SequenceEqual(name);

    /// <summary>The property name at the reader.</summary>
    public string TakeName(ref Utf8JsonReader reader) =>
        Encoding.UTF8.GetString(reader.ValueIsEscaped ? Unescape(reader.ValueSpan) : reader.ValueSpan);

    private ReadOnlySpan<byte> Unescape(ReadOnlySpan<byte> text)
    {
        _unescaped.ResetWrittenCount();
        while (text.IndexOf((byte)'\\') is >= 0 and var backslash)
        {
            _unescaped.Write(text[..backslash]);
            text = text[(backslash + 1)..];
            var consumed = 1;
            var rune = text[0] switch
            {
                (byte)'b' => new Rune('\b'),
                (byte)'f' => new Rune('\f'),
                (byte)'n' => new Rune('\n'),
                (byte)'r' => new Rune('\r'),
                (byte)'t' => new Rune('\t'),
                (byte)'u' => UnescapeUnicode(text, out consumed),
                var itself => new Rune((char)itself),
            };
            if (rune.Value != 0)
                _unescaped.Advance(rune.EncodeToUtf8(_unescaped.GetSpan(4)));
            text = text[consumed..];
        }
        _unescaped.Write(text);
        return _unescaped.WrittenSpan;
    }

    private static Rune UnescapeUnicode(ReadOnlySpan<byte> text, out int consumed)
    {
        consumed = 5;
        var unit = CodeUnit(text);
        if (Rune.TryCreate(unit, out var rune))
            return rune;
        if (char.IsHighSurrogate(unit) && text.Length >= 11 && text[5] == '\\' && text[6] == 'u'
            && Rune.TryCreate(unit, CodeUnit(text[6..]), out rune))
        {
            consumed = 11;
            return rune;
        }
        return Rune.ReplacementChar;
    }

    private static char CodeUnit(ReadOnlySpan<byte> escape)
    {
        var unit = 0;
        foreach (var digit in escape.Slice(1, 4))
            unit = (unit << 4) | (digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
        return (char)unit;
    }
}
