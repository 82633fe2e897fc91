using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Sinks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm query</c>: SQL over what is published.</summary>
internal static class QueryCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var folder = new Argument<string>("DIR") { HelpName = "DIR", Description = "folder that utm run published to" };
        var sql = new Argument<string>("SQL") { HelpName = "SQL", Description = "a query in DuckDB's SQL; each dataset is a table, such as utm_sessions" };
        var format = new TextOption("--format", "FORMAT", "table, csv or json") { Default = "table" };
        var command = new ToolCommand("query", "Runs SQL over the published datasets and prints the rows.")
        {
            Usage = "DIR SQL [options]",
            Arguments = { folder, sql },
            Options = { format },
            Examples =
            [
                "utm query out \"from utm_daily_summary order by date_start\"",
                "utm query out \"select channel, sum(attributed_revenue) as revenue from utm_order_mapping",
                "               where attribution_model = 'linear' group by channel\" --format csv",
                "utm query out \"show tables\"",
            ],
        };
        command.SetAction(parse =>
        {
            var chosen = format.In(parse) is { } given ? Values.Choice(given, RowFormats.Names) : RowFormat.Table;
            using var signals = new CancelSignals(terminal);
            using var published = PublishedDatasets.Open(parse.GetRequiredValue(folder));
            using var reader = published.Connection.ExecuteReader(parse.GetRequiredValue(sql), signals.Token);
            chosen.Write(reader, terminal, signals.Token);
        });
        return command;
    }
}
