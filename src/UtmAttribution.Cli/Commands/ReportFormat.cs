using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;

namespace UtmAttribution.Cli.Commands;

/// <summary>The options that say how a report is written: <c>--format</c>, and <c>--json</c> as every report has it.</summary>
/// <param name="rows">What of the report CSV has, as the help says it.</param>
internal sealed class ReportFormat(string rows)
{
    private readonly TextOption _format = new("--format", "FORMAT", $"table, csv ({rows}) or json (everything)") { Default = "table" };
    private readonly FlagOption _json = new("--json", "the same as --format json");

    /// <summary>Both.</summary>
    public IReadOnlyList<Option> All => [_format, _json];

    /// <summary>What was asked for.</summary>
    public RowFormat In(ParseResult parse)
    {
        var given = _format.In(parse) is { } name ? Values.Choice(name, RowFormats.Names) : (RowFormat?)null;
        if (!parse.GetValue(_json))
            return given ?? RowFormat.Table;
        return given is null or RowFormat.Json ? RowFormat.Json : throw new Given("--json", []).Wrong("given together with another --format; give one of them");
    }
}
