using System.Collections.Concurrent;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Rows;

/// <summary>What published rows look up: tables that all dates share, each loaded once, and tables of single dates. Several threads may take them.</summary>
internal sealed class DatasetLookups
{
    private readonly Dictionary<Lookup, LookupTable> _shared = [];
    private readonly ConcurrentDictionary<Lookup, ConcurrentBag<LookupTable>> _idle = [];

    private DatasetLookups()
    {
    }

    /// <summary>Loads what does not go by dates.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="datasets">Whose lookups.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A key is NULL or not unique.</exception>
    public static DatasetLookups Load(DuckDBConnection connection, IEnumerable<Dataset> datasets, CancellationToken cancellation)
    {
        var lookups = new DatasetLookups();
        foreach (var lookup in datasets.SelectMany(dataset => dataset.Lookups).Where(lookup => !lookup.IsByDate).Distinct())
        {
            var table = new LookupTable(lookup);
            table.Load(connection, condition: null, cancellation);
            lookups._shared.Add(lookup, table);
        }

        return lookups;
    }

    /// <summary>A table with what the rows of some dates look up.</summary>
    /// <param name="connection">The engine.</param>
    /// <param name="lookup">Which; one that was not loaded for all dates is loaded for these.</param>
    /// <param name="condition">Says which dates.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="InvalidOperationException">A key is NULL or not unique.</exception>
    public LookupTable Take(DuckDBConnection connection, Lookup lookup, string condition, CancellationToken cancellation)
    {
        if (_shared.TryGetValue(lookup, out var shared))
            return shared;
        if (!Idle(lookup).TryTake(out var table))
            table = new(lookup);
        table.Load(connection, condition, cancellation);
        return table;
    }

    /// <summary>Gives a table back, whose rows are not needed any more.</summary>
    public void Return(LookupTable table)
    {
        if (!_shared.ContainsKey(table.Lookup))
            Idle(table.Lookup).Add(table);
    }

    private ConcurrentBag<LookupTable> Idle(Lookup lookup) => _idle.GetOrAdd(lookup, _ => []);
}
