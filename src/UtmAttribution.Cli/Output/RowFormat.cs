using System.Data.Common;

namespace UtmAttribution.Cli.Output;

/// <summary>How rows are written to stdout.</summary>
internal enum RowFormat
{
    /// <summary><c>table</c>: aligned, for people.</summary>
    Table,

    /// <summary><c>csv</c>: RFC 4180.</summary>
    Csv,

    /// <summary><c>json</c>: an array of objects.</summary>
    Json,
}

/// <summary>The formats by name.</summary>
internal static class RowFormats
{
    /// <summary>The values of <c>--format</c>.</summary>
    public static IReadOnlyDictionary<RowFormat, string> Names => new Dictionary<RowFormat, string>
    {
        [RowFormat.Table] = "table",
        [RowFormat.Csv] = "csv",
        [RowFormat.Json] = "json",
    };

    /// <summary>Writes all rows in the format.</summary>
    public static void Write(this RowFormat format, DbDataReader reader, Terminal terminal, CancellationToken cancellation)
    {
        switch (format)
        {
            case RowFormat.Csv:
                CsvRows.Write(reader, terminal.Out, cancellation);
                break;
            case RowFormat.Json:
                JsonRows.Write(reader, terminal.Out, cancellation);
                break;
            default:
                TableRows.Write(reader, terminal, cancellation);
                break;
        }
    }
}
