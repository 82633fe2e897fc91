using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Serilog.Events;
using Serilog.Formatting;

namespace UtmAttribution.Cli.Output;

/// <summary>The log as an object a line: time (UTC), level, message, and what the message is made of, in snake_case.</summary>
internal sealed class JsonLines : ITextFormatter
{
    private const string NoProperty = "SourceContext";

    private static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <inheritdoc/>
    public void Format(LogEvent logEvent, TextWriter output) => output.Write(Line(logEvent) + "\n");

    /// <summary>The object, without a line end.</summary>
    public static string Line(LogEvent logEvent)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
        {
            json.WriteStartObject();
            json.WriteString("time", logEvent.Timestamp.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
            json.WriteString("level", logEvent.Level.ToString().ToLowerInvariant());
            json.WriteString("message", logEvent.RenderMessage(CultureInfo.InvariantCulture));
            foreach (var (name, value) in logEvent.Properties)
            {
                if (name is NoProperty or "EventId" || value is not ScalarValue { Value: var scalar })
                    continue;
                json.WritePropertyName(JsonNamingPolicy.SnakeCaseLower.ConvertName(name));
                JsonRows.WriteValue(json, scalar);
            }
            if (logEvent.Exception is { } fault)
                json.WriteString("exception", fault.ToString());
            json.WriteEndObject();
        }
        return Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length);
    }
}
