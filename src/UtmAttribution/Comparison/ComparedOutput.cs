using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;

namespace UtmAttribution.Comparison;

/// <summary>An output while it is compared: it puts the rows of one dataset after the other before the engine.</summary>
internal abstract class ComparedOutput : IDisposable
{
    /// <summary>What run published it last, or the batch that is compared: its options by name; empty where nobody knows.</summary>
    public abstract IReadOnlyDictionary<string, string> Options { get; }

    /// <summary>The names of the datasets that are there.</summary>
    public abstract IReadOnlySet<string> Datasets { get; }

    /// <summary>What a person should know of it, a sentence each.</summary>
    public virtual IReadOnlyList<string> Notes => [];

    /// <summary>Whether its texts have lost U+0000, which PostgreSQL has no place for.</summary>
    public abstract bool LacksNul { get; }

    /// <summary>Makes a view of the engine with the rows of a dataset that is there.</summary>
    /// <param name="engine">The engine.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="relation">The view's name.</param>
    /// <param name="condition">Which rows: SQL that both engines read.</param>
    /// <param name="cancellation">Ends it.</param>
    public abstract void Open(DuckDBConnection engine, Dataset dataset, string relation, string condition, CancellationToken cancellation);

    /// <summary>The name of the table that a view reads where the rows had to be fetched.</summary>
    public static string RowsOf(string relation) => $"{relation}_rows";

    /// <summary>Does something that reads an opened relation; a fault of its files is put into words for the user.</summary>
    public virtual T Guard<T>(Func<T> work) => work();

    /// <summary>Lets it go.</summary>
    public virtual void Dispose()
    {
    }

    /// <summary>Opens an output.</summary>
    public static ComparedOutput Of(PublishedOutput output, CancellationToken cancellation) =>
        output.Folder is { } folder ? new ComparedFolder(folder) : new ComparedSchema(output.Schema!, output.BatchId, cancellation);
}
