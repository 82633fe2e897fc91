using UtmAttribution.Engines;

namespace UtmAttribution.Comparison;

/// <summary>How two outputs differ. The places that differ stay in the engine, on its disk, until this is disposed of.</summary>
public sealed class OutputDifferences : IDisposable
{
    private readonly List<DatasetDifference> _datasets = [];
    private readonly List<string> _notes = [];
    private readonly SpillFolder _spill;

    internal OutputDifferences(PublishedOutput a, PublishedOutput b, DuckDbEngine engine, SpillFolder spill)
    {
        (A, B, Engine, _spill) = (a, b, engine, spill);
        Places = new(engine.Connection);
    }

    /// <summary>The first output.</summary>
    public PublishedOutput A { get; }

    /// <summary>The second output.</summary>
    public PublishedOutput B { get; }

    /// <summary>The datasets that at least one of them has, in the order of publication.</summary>
    public IReadOnlyList<DatasetDifference> Datasets => _datasets;

    /// <summary>
    /// What else a person should know, a sentence each: options in which the runs differ, datasets, columns and dates that only one
    /// of them has.
    /// </summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>Whether both have the same rows, in all columns that both have.</summary>
    public bool AreSame => _datasets.TrueForAll(dataset => dataset.IsSame);

    internal DuckDbEngine Engine { get; }

    internal PlaceTable Places { get; }

    /// <summary>
    /// The places that differ, on dates that both have, those with the largest difference in money first, then those with the most
    /// rows; read one by one as they are asked for.
    /// </summary>
    /// <param name="most">How many at most; null for all.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<DifferentPlace> LargestPlaces(int? most, CancellationToken cancellation) => Places.Read(most, cancellation);

    /// <summary>Removes what the engine keeps.</summary>
    public void Dispose()
    {
        Engine.Dispose();
        _spill.Dispose();
    }

    internal void Add(DatasetDifference dataset) => _datasets.Add(dataset);

    internal void Note(IEnumerable<string> notes) => _notes.AddRange(notes);
}
