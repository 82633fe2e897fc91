using UtmAttribution.DuckDb;

namespace UtmAttribution.Loading;

/// <summary>Appends what may be text or NULL.</summary>
internal static class AppenderText
{
    /// <summary>Sets a text or NULL.</summary>
    public static void SetText(this DuckDBAppender appender, int column, string? text)
    {
        if (text is null)
            appender.SetNull(column);
        else
            appender.SetUtf8(column, Utf8Bytes.Of(text, stackalloc byte[Utf8Bytes.StackBytes]));
    }
}
