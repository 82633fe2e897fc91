using Microsoft.Extensions.Logging;
using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Engines.Postgres;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Options;
using UtmAttribution.Restating;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Storing;
using UtmAttribution.Time;

namespace UtmAttribution;

/// <summary>The whole product on one page: load, models in order, ledger, publish.</summary>
/// <param name="options">What to compute.</param>
/// <param name="openSource">Opens the source; it may read its files with the engine that it is given.</param>
/// <param name="sinks">The targets.</param>
/// <param name="clock">The time that the audit columns carry.</param>
/// <param name="logger">Where the run tells of its stages.</param>
/// <param name="progress">Hears where the run is.</param>
/// <param name="openEngine">Opens what runs the models instead of the embedded engine, which it is given: that one loads.</param>
public sealed class AttributionPipeline(
    AttributionOptions options, Func<DuckDBDatabase, ISource> openSource, IReadOnlyList<ISink> sinks, TimeProvider clock, ILogger logger,
    IProgress<RunProgress>? progress = null, Func<DuckDbEngine, CancellationToken, IEngine>? openEngine = null)
{
    // The engine's threads share rows out by as many.
    private const int RowsOfThread = 122_880;

    private readonly Stages _stages = new(clock, logger, progress);

    /// <summary>A hash of what of the source decides the rows of a date, to be noted with it; null where nobody has looked.</summary>
    internal Func<DateOnly, string?> SourceOf { get; init; } = _ => null;

    /// <summary>Leaves out of what is published the dates that are there already; null where all are published.</summary>
    internal PublishedComparison? Comparison { get; init; }

    /// <summary>A run from files to files.</summary>
    /// <param name="options">What to compute.</param>
    /// <param name="sourceDirectory">The folder with the source's files.</param>
    /// <param name="targetDirectory">The folder to publish to.</param>
    /// <param name="clock">The time that the audit columns carry.</param>
    /// <param name="logger">Where the run tells of its stages.</param>
    /// <param name="progress">Hears where the run is.</param>
    public AttributionPipeline(
        AttributionOptions options, string sourceDirectory, string targetDirectory, TimeProvider clock, ILogger logger,
        IProgress<RunProgress>? progress = null)
        : this(options, engine => new FileSource(sourceDirectory, engine), [new ParquetSink(targetDirectory)], clock, logger, progress)
    {
    }

    /// <summary>Runs everything. Where it throws, the target is as it was.</summary>
    /// <exception cref="InvalidOptionException">An option can't be used.</exception>
    /// <exception cref="InvalidInputException">The source can't be used.</exception>
    /// <exception cref="LedgerException">The totals do not reconcile.</exception>
    /// <exception cref="ServerException">The source's or a target's server can't be reached, or broke off.</exception>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    /// <exception cref="PublishException">The target can't be written.</exception>
    /// <exception cref="OperationCanceledException">The run was cancelled.</exception>
    public RunReport Run(CancellationToken cancellation)
    {
        OptionCheck.Verify(options);
        using var activity = Telemetry.Activities.StartActivity("run");
        using var spill = SpillFolder.Create(options);
        string[] folders = Landing is null ? [spill.Path] : [spill.Path, Landing.Folder];
        return EngineFault.Guard(either => Run(spill, either), () => $"in the stage '{_stages.Current}'", options, "Nothing was published.", folders, cancellation);
    }

    /// <summary>What runs before this one have loaded, where they share it; null where each loads for itself.</summary>
    internal Landing? Landing { get; init; }

    /// <summary>Called when everything is loaded.</summary>
    internal Action? Loaded { get; init; }

    /// <summary>Taken while the run publishes, where others work beside it that publish to the same targets.</summary>
    internal SemaphoreSlim? PublishingTurn { get; init; }

    private RunReport Run(SpillFolder spill, CancellationToken cancellation)
    {
        using var embedded = new DuckDbEngine(spill.Settings(options));
        using var source = openSource(embedded.Database);
        source.Check(cancellation);
        // Who shares a landing has looked at the targets before, and another run may be publishing there.
        foreach (var sink in Landing is null ? sinks : [])
            sink.CheckWritable();
        using var landed = Landing?.Begin();
        using var store = Landing is null ? LoadedStore.Take(options, spill) : null;
        using var engine = openEngine?.Invoke(embedded, cancellation) ?? embedded;

        if (progress is not null)
            embedded.Connection.TrackProgress();
        var input = new RunInput(options, source, embedded, engine, _stages) { Landing = Landing, Store = store };
        var identity = input.Load(
            clock.GetUtcNow(),
            () => sinks.Select(sink => sink.FindChannelRules(cancellation)).FirstOrDefault(found => found is not null),
            cancellation);
        Loaded?.Invoke();
        if (engine == embedded && embedded.Connection.Scalar<long>("select (select count(*) from order_rows) + (select count(*) from ad_rows)", cancellation) < RowsOfThread)
            embedded.WorkOnOneThread(cancellation);
        ModelStages.Run(input.Models, engine, options, _stages, cancellation);
        var ledger = _stages.Run("ledger", engine, () => new LedgerBook(engine, identity, cancellation).Balance());
        RefuseUnlessBalanced(ledger);

        var request = new PublishRequest(Datasets.Of(identity.From, identity.To, FirstSessionDate(identity.From), identity.Training), RunMetadata.Of(options, identity))
        {
            Sources = Enumerable.Range(0, identity.To.DayNumber - identity.From.DayNumber + 1).Select(identity.From.AddDays).ToDictionary(date => date, SourceOf),
        };
        PublishingTurn?.Wait(cancellation);
        try
        {
            return Publish(embedded, engine, spill, input, identity, request, ledger, cancellation);
        }
        finally
        {
            PublishingTurn?.Release();
        }
    }

    private RunReport Publish(
        DuckDbEngine embedded, IEngine engine, SpillFolder spill, RunInput input, RunIdentity identity, PublishRequest request, Ledger ledger, CancellationToken cancellation)
    {
        if (Comparison is not null)
        {
            var datasets = request.Datasets.Select(dates => dates.Dataset).ToList();
            request = _stages.Run("compare with what is published", engine, () => Comparison.Narrow(engine.Embed(datasets, cancellation), request, cancellation));
        }

        var publications = new List<IStagedPublication>();
        try
        {
            foreach (var sink in sinks)
                publications.Add(_stages.Run("publish", () => sink.Stage(engine, request, progress, cancellation)));
            Comparison?.RefuseUnlessSame(embedded, cancellation);
            var published = publications.SelectMany((publication, i) => Named(publication.Datasets, sinks[i])).ToList();
            ledger = new Ledger([.. ledger.Lines, .. RowsPublished.Compare(engine, request, publications, cancellation)]);
            RefuseUnlessBalanced(ledger);
            var report = new RunReport
            {
                BatchId = identity.BatchId,
                From = identity.From,
                To = identity.To,
                TimeZone = options.TimeZone,
                Currency = identity.Currency,
                Engine = engine.Description,
                Datasets = published,
                Ledger = ledger,
                Stages = _stages.Times,
                Warnings =
                [
                    .. input.Warnings, .. engine.Warnings, .. RunWarnings.Find(engine, options, identity, cancellation),
                    .. publications.SelectMany(publication => publication.Warnings),
                ],
                PeakMemoryBytes = PeakMemory.Bytes(),
            };
            cancellation.ThrowIfCancellationRequested();
            // The embedded engine has nothing more to do: what it holds is given back while the targets change.
            var freed = Task.Run(
                () =>
                {
                    embedded.Dispose();
                    spill.Dispose();
                },
                CancellationToken.None);
            try
            {
                for (var i = 0; i < sinks.Count; i++)
                    Commit(publications[i], report, sinks[i], sinks.Take(i));
                for (var i = 0; i < sinks.Count; i++)
                    publications[i].Datasets.ToList().ForEach(dataset => Telemetry.Add(dataset, sinks[i].Kind));
            }
            finally
            {
                freed.Wait(CancellationToken.None);
            }
            return report;
        }
        finally
        {
            publications.ForEach(publication => publication.Dispose());
        }
    }

    private static void Commit(IStagedPublication publication, RunReport report, ISink sink, IEnumerable<ISink> done)
    {
        using var activity = Telemetry.Start("commit", "utm.target", sink.Kind);
        try
        {
            publication.Commit(report);
        }
        catch (PublishException fault) when (done.Any())
        {
            var published = string.Join(" and ", done.Select(other => other.Description));
            throw new PublishException($"{fault.Message} {published}: has this run already, and running again does no harm there.", fault);
        }
    }

    private IEnumerable<PublishedDataset> Named(IEnumerable<PublishedDataset> datasets, ISink sink) =>
        sinks.Count == 1 ? datasets : datasets.Select(dataset => dataset with { Target = sink.Kind });

    // The lookback is a number of seconds, so that a clock change may put its first moment on another date.
    private DateOnly FirstSessionDate(DateOnly from)
    {
        var local = new LocalClock(TimeZones.Find(options.TimeZone));
        return Cleaning.Timestamp.ToDate(local.Day(local.StartOfDay(from) - (long)options.Lookback.TotalMicroseconds));
    }

    private static void RefuseUnlessBalanced(Ledger ledger)
    {
        if (ledger.Balances)
            return;
        var differences = ledger.Lines.Where(line => !line.Agrees).Select(line =>
            $"{line.Name} ({line.Unit}): expected {line.Expected}, found {line.Actual}");
        throw new LedgerException($"The ledger does not balance, so nothing was published. {string.Join("; ", differences)}.");
    }
}
