using UtmAttribution.Cli.Commands;
using UtmAttribution.Cli.Output;
using UtmAttribution.DuckDb;
using UtmAttribution.Loading;
using UtmAttribution.Sources;
using UtmAttribution.Time;

namespace UtmAttribution.Cli.Diagnosis;

/// <summary>Can the source be read?</summary>
internal static class SourceCheck
{
    /// <summary>Looks at tables, columns, types and rights, and reads the small tables; orders and ads are not read.</summary>
    public static void Look(RunRequest run, Examination examination)
    {
        if (run is { HasSource: false, Postgres: null })
        {
            examination.Tell("source", "none was named; --source or --postgres names one");
            return;
        }

        examination.Check("source", () =>
        {
            using var engine = DuckDBDatabase.Open(new());
            using var source = run.OpenSource(engine);
            source.Check(examination.Cancellation);
            var accounts = AdAccounts.Load(source, TimeZones.Find(run.Options.TimeZone), examination.Cancellation);
            var zones = accounts.Zones.Count == 0 ? "" : $"; ad accounts in {string.Join(", ", accounts.Zones.Select(zone => zone.Id))}";
            return string.Join(" ", [$"{source.Description}: {string.Join(", ", SourceTable.All.Select(table => Text(source, table, examination.Cancellation)).OfType<string>())}{zones}", .. source.Warnings]);
        });
    }

    private static string? Text(ISource source, SourceTable table, CancellationToken cancellation)
    {
        // Opening finds out whether an optional table is there; nothing of it is read.
        using var reader = source.Open(table, range: null, cancellation);
        return reader is null ? null
            : source.EstimateRows(table, range: null) is { } rows ? $"{table.Name} (about {Figures.Count(rows, "rows")})"
            : table.Name;
    }
}
