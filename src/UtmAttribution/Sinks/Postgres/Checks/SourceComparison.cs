using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Money;
using UtmAttribution.Sources;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>
/// Holds what is published against the source as it is now. The source is read as a run reads it, by the rules of the runs that
/// published: copies, collapsed days, currencies and rates count as they did there, so that every difference is one.
/// </summary>
/// <param name="connection">A connection in a transaction that sees one state of the target.</param>
/// <param name="openSource">Opens the source.</param>
/// <param name="isNamed">Whether somebody asked for this source, so that it is a fault where it can't be read.</param>
/// <param name="machine">What the engine may take.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class SourceComparison(
    NpgsqlConnection connection, Func<DuckDBDatabase, ISource> openSource, bool isNamed, AttributionOptions machine, CancellationToken cancellation)
{
    private static readonly string[] Needed = ["visitors", "order_copies", "orders", "placements", "placed_ad_rows", "repeated_ad_rows", "used_ad_rows"];

    /// <summary>The findings; one that says so where there is nothing to compare with.</summary>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    public IReadOnlyList<Finding> Run()
    {
        using var spill = SpillFolder.Create(machine);
        return EngineFault.Guard(either => Compare(spill, either), () => "comparing with the source", machine, "Nothing was compared.", [spill.Path], cancellation);
    }

    private List<Finding> Compare(SpillFolder spill, CancellationToken either)
    {
        var ranges = PublishedRange.All(connection);
        var findings = new List<Finding>();
        foreach (var range in ranges)
        {
            using var engine = new DuckDbEngine(spill.Settings(machine));
            using var source = openSource(engine.Database);
            try
            {
                source.Check(either);
            }
            catch (InvalidInputException missing) when (!isNamed)
            {
                return [new("source", null, $"not compared: {missing.Message}")];
            }

            Load(range, source, engine, either);
            PublishedFigures.Load(connection, engine.Connection, range.Days, either);
            var which = ranges.Count == 1 ? "" : $" ({range.Days[0]:yyyy-MM-dd} to {range.Days[^1]:yyyy-MM-dd}, {range.Options.TimeZone}, {range.Options.Currency})";
            findings.Add(new($"source{which}", null, source.Description));
            findings.AddRange(SourceDifferences.Find(engine.Connection, either).Select(finding => finding with { Check = finding.Check + which }));
        }

        return findings;
    }

    private static void Load(PublishedRange range, ISource source, DuckDbEngine engine, CancellationToken cancellation)
    {
        var options = range.Options;
        engine.Connection.Execute(LoadedTables.Create, cancellation);
        engine.Connection.Execute(SqlModel.Text("bridge/duckdb.sql"), cancellation);
        var loader = new SourceLoader(options, source, engine.Rows, engine.Connection);
        var rates = FxRates.Load(source, options.Currency!, cancellation);
        loader.LoadAds(rates, progress: null, cancellation);
        loader.LoadOrders(rates, chosen: null, progress: null, cancellation);
        RunTables.Create(engine.Connection, options, new("", DateTimeOffset.UnixEpoch, options.From!.Value, options.To!.Value, options.Currency!));
        foreach (var model in SqlModel.All.Where(model => Needed.Contains(model.Name)))
            engine.Run(model, cancellation);
    }
}
