using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Rows;

/// <summary>The rows of some dates of a dataset, date by date and in the dataset's order, and where each published column's values are.</summary>
internal sealed class DatasetRows : IDisposable
{
    private readonly DuckDBResult _result;
    private readonly DatasetLookups _lookups;
    private List<LookupTable> _taken;

    private DatasetRows(
        DuckDBResult result, IReadOnlyList<PublishedColumn> columns, int dateOrdinal, DatasetLookups lookups, List<LookupTable> taken) =>
        (_result, Columns, DateOrdinal, _lookups, _taken) = (result, columns, dateOrdinal, lookups, taken);

    /// <summary>The published columns, in their order; what they look up is good until the rows are disposed.</summary>
    public IReadOnlyList<PublishedColumn> Columns { get; }

    /// <summary>Where chunks have the date.</summary>
    public int DateOrdinal { get; }

    /// <summary>Starts the query.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="batch">The dataset and its dates.</param>
    /// <param name="lookups">What the rows look up.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A published column is nowhere to be found.</exception>
    public static DatasetRows Open(
        DuckDBConnection connection, PartitionBatch batch, DatasetLookups lookups, CancellationToken cancellation)
    {
        var dataset = batch.Dataset;
        var taken = dataset.Lookups.Select(lookup => lookups.Take(connection, lookup, batch.Condition, cancellation)).ToList();
        // A relation that was filled in order does not give its rows so: the engine puts small chunks together as it likes.
        var result = connection.Query($"select {Sql.PublishedColumns} from {Sql.Name(dataset.Name)} where {batch.Condition} order by {batch.Order}", cancellation);
        try
        {
            var ordinals = result.Columns.Select((column, ordinal) => (column.Name, ordinal)).ToDictionary(StringComparer.Ordinal);
            var names = dataset.Columns.Count > 0 ? dataset.Columns : [.. ordinals.Keys];
            var columns = names.Select(name => Find(name, dataset, result.Columns, ordinals, taken)).ToList();
            return new(result, columns, ordinals[dataset.DateColumn], lookups, taken);
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
    public void Dispose()
    {
        _result.Dispose();
        _taken.ForEach(_lookups.Return);
        _taken = [];
    }

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
