using UtmAttribution.Channels;
using UtmAttribution.Comparison;
using UtmAttribution.Engines;

namespace UtmAttribution.Sinks;

/// <summary>A target that a run publishes to.</summary>
public interface ISink
{
    /// <summary>What kind of target it is, in a word.</summary>
    string Kind { get; }

    /// <summary>What the target is, for messages; without secrets.</summary>
    string Description { get; }

    /// <summary>
    /// Fails early where the target cannot be written at all, before hours of work are spent.
    /// </summary>
    /// <exception cref="Errors.InvalidInputException">What runs have noted there is not readable.</exception>
    /// <exception cref="Errors.PublishException">The target cannot be written.</exception>
    void CheckWritable();

    /// <summary>The channel rules that the target holds and its users edit; they serve where the source has none. Null: it holds none.</summary>
    ChannelRules? FindChannelRules(CancellationToken cancellation) => null;

    /// <summary>The dates that runs have published there, and what they noted of them.</summary>
    /// <exception cref="Errors.InvalidInputException">What they noted is not readable.</exception>
    IReadOnlyDictionary<DateOnly, PublishedDate> FindDates(CancellationToken cancellation) => new Dictionary<DateOnly, PublishedDate>();

    /// <summary>What runs have published there, to be compared with; null where nothing is, or can't be read.</summary>
    PublishedOutput? FindPublished() => null;

    /// <summary>Writes everything beside what is published; readers see nothing of it before <see cref="IStagedPublication.Commit"/>.</summary>
    IStagedPublication Stage(IEngine engine, PublishRequest request, IProgress<RunProgress>? progress, CancellationToken cancellation);
}

/// <summary>A publication that is written but not yet visible. Disposed without commit, it leaves no trace.</summary>
public interface IStagedPublication : IDisposable
{
    /// <summary>What was written, per dataset: the rows are those counted in what was written, not those asked for.</summary>
    IReadOnlyList<PublishedDataset> Datasets { get; }

    /// <summary>What a person should know about the target, a sentence each.</summary>
    IReadOnlyList<string> Warnings => [];

    /// <summary>Makes the publication visible, whole dates at a time, and keeps the ledger beside it.</summary>
    void Commit(RunReport report);
}
