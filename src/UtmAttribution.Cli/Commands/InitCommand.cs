using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm init</c>: the tables, views and functions that runs publish to in PostgreSQL.</summary>
internal static class InitCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var partition = new TextOption("--partition", "BY", "month: the big tables are partitioned by month; for new tables only") { Default = "none" };
        var distribute = new FlagOption("--distribute", "sessions and shares of orders on the workers of the extension Citus; for new tables only");
        var materialized = new FlagOption("--materialized", "also mv_utm_daily_summary, which every run refreshes");
        var command = new ToolCommand("init", "Makes or upgrades the tables, views and functions that runs publish to in PostgreSQL.")
        {
            Usage = "--postgres CONN [options]",
            WhenCancelled = "cancelled: nothing was changed",
            Options = { target.Postgres, target.Schema, partition, distribute, materialized },
            Examples =
            [
                "utm init --postgres postgresql://localhost/shop",
                "utm init --postgres \"host=db.example.com dbname=shop user=marketing\" --schema marketing --partition month --materialized",
            ],
        };
        command.SetAction(parse =>
        {
            var layout = new SchemaLayout
            {
                PartitionByMonth = partition.In(parse) is { } by && Values.Choice(by, Partitions),
                Distributed = parse.GetValue(distribute),
                Materialized = parse.GetValue(materialized),
            };
            if (layout is { PartitionByMonth: true, Distributed: true })
                throw new InvalidOptionException("--distribute: tables that are partitioned by month stay on one server; leave out --distribute or --partition");
            return Init(target.Read(parse), layout, terminal);
        });
        return command;
    }

    private static Dictionary<bool, string> Partitions => new() { [true] = "month", [false] = "none" };

    private static int Init(PostgresSchema schema, SchemaLayout layout, Terminal terminal)
    {
        using var signals = new CancelSignals(terminal);
        var change = schema.Install(layout, signals.Token);
        Tables.WriteText(
            change.From == change.To && change.Repairs.Count == 0 ? $"{schema.Description} is of version {change.To} already; nothing was changed."
            : change.From == change.To ? $"{schema.Description} is of version {change.To} already."
            : change.From == 0 ? $"{schema.Description} is ready (version {change.To}). Publish with: utm run --postgres CONN{Named(schema)}"
            : $"{schema.Description} was brought from version {change.From} to {change.To}.",
            terminal);
        foreach (var repair in change.Repairs)
            Tables.WriteText($"utm init {repair}.", terminal);
        return ExitCodes.Done;
    }

    private static string Named(PostgresSchema schema) => schema.Name == PostgresSchema.DefaultName ? "" : $" --schema {schema.Name}";
}
