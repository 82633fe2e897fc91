using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Sinks.Postgres.Checks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm monitor</c>: sizes, index use, last runs and freshness of what is published in PostgreSQL.</summary>
internal static class MonitorCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal) =>
        new TargetReport<SchemaState>("monitor", "Shows sizes, index use, last runs and freshness of what is published in PostgreSQL.")
        {
            Look = (schema, _, cancellation) => new SchemaMonitor(schema).Look(cancellation),
            Show = (state, _, terminal) => Show(state, terminal),
            WriteJson = (state, writer) => PlainJson.Write(state, PlainJson.Readable.SchemaState, writer),
        }.Create(terminal);

    private static void Show(SchemaState state, Terminal terminal)
    {
        var datasets = Tables.Create(terminal, ("dataset", false), ("from", false), ("to", false), ("newest run", false));
        foreach (var dataset in state.Datasets)
            Tables.AddRow(datasets, dataset.Dataset, dataset.From ?? "-", dataset.To ?? "-", Time(dataset.NewestRun));
        Tables.Write(datasets, terminal);
        terminal.Out.WriteLine();

        var runs = Tables.Create(terminal, ("last runs", false), ("from", false), ("to", false), ("published", false), ("rows", true), ("memory", true));
        foreach (var run in state.Runs)
            Tables.AddRow(runs, run.BatchId, run.From ?? "-", run.To ?? "-", Time(run.PublishedAt), Figures.Count(run.Rows), Figures.Size(run.PeakMemoryBytes));
        Tables.Write(runs, terminal);
        terminal.Out.WriteLine();

        var tables = Tables.Create(terminal, ("table", false), ("rows, about", true), ("size", true), ("indexes", true), ("partitions", true));
        foreach (var table in state.Tables)
            Tables.AddRow(tables, table.Table, Figures.Count(table.Rows), Figures.Size(table.Bytes), Figures.Size(table.IndexBytes), Figures.Count(table.Partitions));
        Tables.Write(tables, terminal);
        terminal.Out.WriteLine();

        var indexes = Tables.Create(terminal, ("index", false), ("used", true), ("size", true));
        foreach (var index in state.Indexes)
            Tables.AddRow(indexes, index.Index, Figures.Count(index.Scans), Figures.Size(index.Bytes));
        Tables.Write(indexes, terminal);
    }

    private static string Time(DateTime? time) => time is { } known ? $"{known:yyyy-MM-dd HH:mm} UTC" : "-";
}
