using UtmAttribution.Sources;

namespace UtmAttribution.Loading.RowFiles;

/// <summary>Sets what may be NULL.</summary>
internal static class RowFileValues
{
    /// <summary>Sets a text or NULL.</summary>
    public static void SetText(this RowFile rows, int column, string? text)
    {
        if (text is null)
            rows.SetNull(column);
        else
            rows.SetUtf8(column, Utf8Bytes.Of(text, stackalloc byte[Utf8Bytes.StackBytes]));
    }

    /// <summary>Sets the text of a source's value or NULL; bytes stay bytes.</summary>
    public static void SetText(this RowFile rows, int column, TableReader reader, int source)
    {
        if (SourceValue.IsNull(reader, source))
            rows.SetNull(column);
        else if (reader.Kind(source) == ValueKind.Text)
            rows.SetUtf8(column, reader.Text(source));
        else
            rows.SetText(column, SourceValue.Text(reader, source));
    }

    /// <summary>Sets a text, or NULL where it is empty.</summary>
    public static void SetTextOrNull(this RowFile rows, int column, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty)
            rows.SetNull(column);
        else
            rows.SetUtf8(column, text);
    }

    /// <summary>Sets a number or NULL.</summary>
    public static void SetOrNull<T>(this RowFile rows, int column, T? value)
        where T : unmanaged
    {
        if (value is { } given)
            rows.Set(column, given);
        else
            rows.SetNull(column);
    }
}
