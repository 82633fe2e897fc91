using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Inserts rows that the target's own server has computed: nothing of them crosses the wire.</summary>
/// <param name="engine">Ran the models in the target's database.</param>
/// <param name="connection">A connection in the transaction that publishes.</param>
/// <param name="dataset">The dataset.</param>
/// <param name="cancellation">Stops it.</param>
internal sealed class SelectLoad(PostgresEngine engine, NpgsqlConnection connection, Dataset dataset, CancellationToken cancellation) : DatasetLoad
{
    private const string Facts = "facts";

    /// <inheritdoc/>
    public override void Into(string table, IReadOnlyList<PartitionBatch> batches, bool isNew)
    {
        if (batches.Count == 0)
            return;
        cancellation.ThrowIfCancellationRequested();
        var dates = new PartitionBatch(dataset, [.. batches.SelectMany(batch => batch.Dates)]);
        Rows += connection.Run(Insert(table, dates));
        Dates += dates.Dates.Count;
    }

    private string Insert(string table, PartitionBatch dates)
    {
        var own = engine.Columns(dataset.Name);
        var names = dataset.Columns.Count > 0 ? dataset.Columns : [.. own.Select(column => column.Name)];
        return $"""
            insert into {PostgresName.Quote(table)} ({string.Join(", ", names.Select(PostgresName.Quote))})
            select {string.Join(", ", names.Select(name => Value(name, own)))}
            from (
                select * from {engine.Work.Relation(dataset.Name)} where {dates.Condition} order by {dates.Order}
            ) as {Facts}
            {string.Join("\n", dataset.Lookups.Select(Join))}
            """;
    }

    private string Value(string name, IReadOnlyList<DuckDBColumn> own)
    {
        if (own.FirstOrDefault(column => column.Name == name) is { } column)
            return Text(column, Facts);
        var lookup = dataset.Lookups.First(lookup => engine.Columns(lookup.Relation).Any(other => other.Name == name));
        return Text(engine.Columns(lookup.Relation).First(other => other.Name == name), lookup.Relation);
    }

    // Tokens are published as hex digits alone.
    private static string Text(DuckDBColumn column, string relation)
    {
        var value = $"{relation}.{PostgresName.Quote(column.Name)}";
        return column.Type == DuckDBType.Uuid ? $"replace({value}::text, '-', '')" : value;
    }

    private string Join(Lookup lookup)
    {
        var relation = engine.Work.Relation(lookup.Relation);
        if (lookup.Key is null)
            return $"cross join {relation}";
        var on = new[] { lookup.Key, dataset.DateColumn }.Take(lookup.IsByDate ? 2 : 1).Concat(Visitor(lookup))
            .Select(key => $"{lookup.Relation}.{PostgresName.Quote(key)} = {Facts}.{PostgresName.Quote(key)}");
        return $"{(lookup.IsPartial ? "left" : "inner")} join {relation} on {string.Join(" and ", on)}";
    }

    // Rows that lie where their visitor's do find each other there.
    private IEnumerable<string> Visitor(Lookup lookup) =>
        new[] { dataset.Name, lookup.Relation }.All(relation => engine.Columns(relation).Any(column => column.Name == Dataset.VisitorColumn))
            ? [Dataset.VisitorColumn]
            : [];
}
