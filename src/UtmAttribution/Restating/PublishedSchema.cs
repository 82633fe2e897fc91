using UtmAttribution.Comparison;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Restating;

/// <summary>A schema of PostgreSQL: the rows of the dates at hand come into the engine to be compared, all of one snapshot.</summary>
internal sealed class PublishedSchema(PostgresSchema schema, DuckDBConnection engine, CancellationToken cancellation) : PublishedRows
{
    private const string Rows = "published_side";

    private readonly ComparedSchema _schema = new(schema, batch: null, cancellation);

    /// <inheritdoc/>
    public override string? LastBatch => _schema.Options.GetValueOrDefault("batch_id");

    /// <inheritdoc/>
    public override IEnumerable<DateOnly> Differing(DatasetDates dates, ComputedRows computed, CancellationToken cancellation)
    {
        var dataset = dates.Dataset;
        return Differing(
            Open(dates, rows => DateContents.Of(engine, dataset, rows, _schema.LacksNul, cancellation), cancellation),
            computed.Rows(dataset) is { } rows ? DateContents.Of(engine, dataset, rows, _schema.LacksNul, cancellation) : []);
    }

    /// <inheritdoc/>
    public override Dictionary<DateOnly, DayTotals> Totals(IReadOnlySet<DateOnly> dates, CancellationToken cancellation) => dates.Count == 0 ? [] : Open(
        new(Datasets.DailySummary, dates.Min(), dates.Max()) { Only = dates }, rows => DateContents.TotalsOf(engine, rows, cancellation), cancellation);

    /// <inheritdoc/>
    public override void Dispose()
    {
        _schema.Dispose();
        base.Dispose();
    }

    private T Open<T>(DatasetDates dates, Func<string, T> read, CancellationToken cancellation)
    {
        _schema.Open(engine, dates.Dataset, Rows, dates.Condition(), cancellation);
        var found = read(Rows);
        engine.Execute($"drop view {Rows}; drop table {ComparedOutput.RowsOf(Rows)}", cancellation);
        return found;
    }
}
