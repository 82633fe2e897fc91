using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace UtmAttribution.Cli.Output;

/// <summary>The run report as JSON: snake_case, dates as YYYY-MM-DD, times in seconds, amounts with all digits.</summary>
internal static class RunReportJson
{
    private static readonly JsonWriterOptions Readable = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, NewLine = "\n" };

    /// <summary>Writes the report and a line end.</summary>
    public static void Write(RunReport report, TextWriter writer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Readable))
            WriteReport(json, report);

        writer.WriteLine(Encoding.UTF8.GetString(buffer.GetBuffer(), 0, (int)buffer.Length));
    }

    private static void WriteReport(Utf8JsonWriter json, RunReport report)
    {
        json.WriteStartObject();
        json.WriteString("batch_id", report.BatchId);
        json.WriteString("from", report.From?.ToString("yyyy-MM-dd"));
        json.WriteString("to", report.To?.ToString("yyyy-MM-dd"));
        json.WriteString("time_zone", report.TimeZone);
        json.WriteString("currency", report.Currency);
        json.WriteString("engine", report.Engine);
        WriteList(json, "datasets", report.Datasets, dataset =>
        {
            json.WriteString("name", dataset.Name);
            json.WriteNumber("rows", dataset.Rows);
            json.WriteNumber("partitions", dataset.Partitions);
            json.WriteNumber("bytes", dataset.Bytes);
        });
        json.WriteStartObject("ledger");
        json.WriteBoolean("balances", report.Ledger.Balances);
        WriteList(json, "lines", report.Ledger.Lines, line => WriteLine(json, line));
        json.WriteEndObject();
        WriteList(json, "stages", report.Stages, stage =>
        {
            json.WriteString("stage", stage.Stage);
            json.WriteNumber("seconds", Math.Round((decimal)stage.Elapsed.TotalSeconds, 6));
            json.WriteNumber("cpu_seconds", Math.Round((decimal)stage.Cpu.TotalSeconds, 6));
            json.WriteNumber("rows", stage.Rows);
            json.WriteNumber("peak_memory_bytes", stage.PeakMemoryBytes);
        });
        json.WriteStartArray("warnings");
        foreach (var warning in report.Warnings)
            json.WriteStringValue(warning);

        json.WriteEndArray();
        json.WriteNumber("peak_memory_bytes", report.PeakMemoryBytes);
        json.WriteEndObject();
    }

    private static void WriteLine(Utf8JsonWriter json, LedgerLine line)
    {
        json.WriteString("name", line.Name);
        json.WriteString("unit", line.Unit);
        json.WriteNumber("expected", line.Expected);
        json.WriteNumber("actual", line.Actual);
        json.WriteBoolean("agrees", line.Agrees);
        WriteList(json, "parts", line.Parts, part =>
        {
            json.WriteString("name", part.Name);
            json.WriteNumber("amount", part.Amount);
        });
    }

    private static void WriteList<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}
