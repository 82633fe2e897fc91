using System.Text;
using UtmAttribution.DuckDb;
using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Appends what may be text or NULL.</summary>
internal static class AppenderText
{
    private const int StackBytes = 512;

    /// <summary>Sets a text or NULL.</summary>
    public static void SetText(this DuckDBAppender appender, int column, string? text)
    {
        if (text is null)
        {
            appender.SetNull(column);
            return;
        }
        var bytes = Encoding.UTF8.GetMaxByteCount(text.Length) <= StackBytes
            ? stackalloc byte[StackBytes]
            : new byte[Encoding.UTF8.GetByteCount(text)];
        appender.SetUtf8(column, bytes[..Encoding.UTF8.GetBytes(text, bytes)]);
    }

    /// <summary>Sets the text of a source's value or NULL; bytes stay bytes.</summary>
    public static void SetText(this DuckDBAppender appender, int column, TableReader reader, int source)
    {
        if (SourceValue.IsNull(reader, source))
            appender.SetNull(column);
        else if (reader.Kind(source) == ValueKind.Text)
            appender.SetUtf8(column, reader.Text(source));
        else
            appender.SetText(column, SourceValue.Text(reader, source));
    }

    /// <summary>Sets a text, or NULL where it is empty.</summary>
    public static void SetTextOrNull(this DuckDBAppender appender, int column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            appender.SetNull(column);
        else
            appender.SetUtf8(column, text);
    }

    /// <summary>Sets a number or NULL.</summary>
    public static void SetOrNull<T>(this DuckDBAppender appender, int column, T? value)
        where T : unmanaged
    {
        if (value is { } given)
            appender.Set(column, given);
        else
            appender.SetNull(column);
    }
}
