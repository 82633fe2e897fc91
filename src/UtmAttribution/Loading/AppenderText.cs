using System.Text;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Loading;

/// <summary>Appends text that is a string already.</summary>
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
