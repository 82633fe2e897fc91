using System.Buffers;
using System.Data.Common;

namespace UtmAttribution.Cli.Output;

/// <summary>Rows as CSV after RFC 4180: a header, lines that end in CRLF, quotes only where needed. NULL is empty; an empty text is <c>""</c>.</summary>
internal static class CsvRows
{
    private static readonly SearchValues<char> Special = SearchValues.Create(",\"\r\n");

    /// <summary>Writes the rows that the reader has left.</summary>
    public static void Write(DbDataReader reader, TextWriter writer, CancellationToken cancellation)
    {
        WriteLine(writer, Enumerable.Range(0, reader.FieldCount).Select(reader.GetName));
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            WriteLine(writer, Enumerable.Range(0, reader.FieldCount).Select(column => CellText.Of(reader.GetValue(column))));
        }
    }

    /// <summary>Writes one line.</summary>
    public static void WriteLine(TextWriter writer, IEnumerable<string?> fields)
    {
        var first = true;
        foreach (var field in fields)
        {
            if (!first)
                writer.Write(',');

            WriteField(writer, field);
            first = false;
        }

        writer.Write("\r\n");
    }

    private static void WriteField(TextWriter writer, string? field)
    {
        if (field is "" || field.AsSpan().ContainsAny(Special))
            writer.Write($"\"{field!.Replace("\"", "\"\"")}\"");
        else
            writer.Write(field);
    }
}
