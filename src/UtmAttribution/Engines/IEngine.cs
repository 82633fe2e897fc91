using System.Data.Common;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;

namespace UtmAttribution.Engines;

/// <summary>Where the models run.</summary>
public interface IEngine : IDisposable
{
    /// <summary>What the engine is and its version, for the report.</summary>
    string Description { get; }

    /// <summary>How much of the model at hand is done, in percent; negative where the engine can't tell.</summary>
    double Progress { get; }

    /// <summary>What a person should know of what it leaves behind, a sentence each.</summary>
    IReadOnlyList<string> Warnings => [];

    /// <summary>Runs one model and drops what no later model reads.</summary>
    /// <returns>The rows of the relation; 0 for a view.</returns>
    /// <exception cref="Errors.ModelException">The engine refused.</exception>
    long Run(SqlModel model, CancellationToken cancellation);

    /// <summary>Fills a small relation that every run begins with; rows that it has are replaced.</summary>
    /// <param name="relation">The relation.</param>
    /// <param name="rows">Appends the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many rows.</returns>
    long Fill(string relation, Action<DuckDBAppender> rows, CancellationToken cancellation);

    /// <summary>Asks the engine for rows of its relations, in SQL that every engine understands.</summary>
    /// <param name="sql">A query.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The rows. The next query may only be asked when this reader is closed.</returns>
    DbDataReader ExecuteReader(string sql, CancellationToken cancellation);

    /// <summary>The embedded engine with the relations of the datasets and of their lookups: itself, or filled from this one.</summary>
    DuckDbEngine Embed(IReadOnlyList<Dataset> datasets, CancellationToken cancellation);
}

/// <summary>Short ways to ask an engine.</summary>
internal static class EngineQueries
{
    /// <summary>The one value of a query that counts, or adds up what is cast to <c>bigint</c>.</summary>
    public static long Number(this IEngine engine, string sql, CancellationToken cancellation)
    {
        using var reader = engine.ExecuteReader(sql, cancellation);
        reader.Read();
        return reader.GetInt64(0);
    }
}
