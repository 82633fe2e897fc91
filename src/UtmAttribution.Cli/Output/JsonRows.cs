using System.Collections;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace UtmAttribution.Cli.Output;

/// <summary>Rows as a JSON array with an object per line: figures as numbers with all digits, times as ISO 8601 text, NULL as null.</summary>
internal static class JsonRows
{
    private static readonly JsonWriterOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the rows that the reader has left.</summary>
    public static void Write(DbDataReader reader, TextWriter writer, CancellationToken cancellation)
    {
        using var buffer = new MemoryStream();
        using var json = new Utf8JsonWriter(buffer, Compact);
        var before = "[";
        while (reader.Read())
        {
            cancellation.ThrowIfCancellationRequested();
            buffer.SetLength(0);
            json.Reset();
            WriteRow(json, reader);
            json.Flush();
            writer.Write(before);
            writer.Write('\n');
            writer.Write(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
            before = ",";
        }

        writer.Write(before == "[" ? "[]\n" : "\n]\n");
    }

    private static void WriteRow(Utf8JsonWriter json, DbDataReader reader)
    {
        json.WriteStartObject();
        for (var column = 0; column < reader.FieldCount; column++)
        {
            json.WritePropertyName(reader.GetName(column));
            WriteValue(json, reader.GetValue(column));
        }

        json.WriteEndObject();
    }

    /// <summary>Writes one value.</summary>
    public static void WriteValue(Utf8JsonWriter json, object? value)
    {
        switch (value)
        {
            case null or DBNull:
                json.WriteNullValue();
                break;
            case bool flag:
                json.WriteBooleanValue(flag);
                break;
            // JSON has no word for these; text keeps them apart from NULL.
            case double figure when !double.IsFinite(figure):
            case float single when !float.IsFinite(single):
                json.WriteStringValue(CellText.Of(value));
                break;
            case IFormattable figure when CellText.IsFigure(figure.GetType()):
                json.WriteRawValue(figure.ToString(null, CultureInfo.InvariantCulture));
                break;
            case IDictionary map:
                json.WriteStartObject();
                foreach (DictionaryEntry entry in map)
                {
                    json.WritePropertyName(CellText.Of(entry.Key) ?? "");
                    WriteValue(json, entry.Value);
                }

                json.WriteEndObject();
                break;
            case IList list when value is not byte[]:
                json.WriteStartArray();
                foreach (var item in list)
                    WriteValue(json, item);

                json.WriteEndArray();
                break;
            default:
                json.WriteStringValue(CellText.Of(value));
                break;
        }
    }
}
