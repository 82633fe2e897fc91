using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Rows;

/// <summary>The rows of some dates of a dataset, date by date and in the dataset's order, and where each published column's values are.</summary>
internal sealed class DatasetRows : IDisposable
{
    private readonly DuckDBResult _result;

    private DatasetRows(DuckDBResult result, IReadOnlyList<PublishedColumn> columns, int dateOrdinal) =>
        (_result, Columns, DateOrdinal) = (result, columns, dateOrdinal);

    /// <summary>The published columns, in their order.</summary>
    public IReadOnlyList<PublishedColumn> Columns { get; }

    /// <summary>Where chunks have the date.</summary>
    public int DateOrdinal { get; }

    /// <summary>The lookups of datasets that do not go by dates, each once.</summary>
    public static IReadOnlyDictionary<Lookup, LookupTable> LoadShared(
        DuckDBConnection connection, IEnumerable<Dataset> datasets, CancellationToken cancellation) =>
        datasets.SelectMany(dataset => dataset.Lookups).Where(lookup => !lookup.IsByDate).Distinct()
            .ToDictionary(lookup => lookup, lookup => LookupTable.Load(connection, lookup, condition: null, cancellation));

    /// <summary>Starts the query.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="batch">The dataset and its dates.</param>
    /// <param name="shared">The lookups that all dates share.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A published column is nowhere to be found.</exception>
    public static DatasetRows Open(
        DuckDBConnection connection, PartitionBatch batch, IReadOnlyDictionary<Lookup, LookupTable> shared, CancellationToken cancellation)
    {
        var dataset = batch.Dataset;
        var lookups = dataset.Lookups
            .Select(lookup => shared.GetValueOrDefault(lookup) ?? LookupTable.Load(connection, lookup, batch.Condition, cancellation)).ToList();
        // A relation that was filled in order does not give its rows so: the engine puts small chunks together as it likes.
        var result = connection.Query($"select {Sql.PublishedColumns} from {Sql.Name(dataset.Name)} where {batch.Condition} order by {batch.Order}", cancellation);
        try
        {
            var ordinals = result.Columns.Select((column, ordinal) => (column.Name, ordinal)).ToDictionary(StringComparer.Ordinal);
            var names = dataset.Columns.Count > 0 ? dataset.Columns : [.. ordinals.Keys];
            return new(result, [.. names.Select(name => Find(name, dataset, result.Columns, ordinals, lookups))], ordinals[dataset.DateColumn]);
        }
        catch
        {
            result.Dispose();
            throw;
        }
    }

    /// <summary>The next rows; null after the last. The caller disposes the chunk.</summary>
    public DuckDBDataChunk? FetchChunk() => _result.FetchChunk();

    /// <inheritdoc/>
    public void Dispose() => _result.Dispose();

    private static PublishedColumn Find(
        string name, Dataset dataset, IReadOnlyList<DuckDBColumn> columns, Dictionary<string, int> ordinals, List<LookupTable> lookups)
    {
        if (ordinals.TryGetValue(name, out var ordinal))
            return new(columns[ordinal], ordinal, Lookup: null);
        var found = from table in lookups
                    from column in table.Columns
                    where column.Column.Name == name
                    select new PublishedColumn(column.Column, table.Lookup.Key is null ? null : ordinals[table.Lookup.Key], column);
        return found.SingleOrDefault()
            ?? throw new InvalidOperationException($"The column '{name}' of {dataset.Name} is in none of the relations that the dataset is made of.");
    }
}
