using Microsoft.Extensions.Logging;
using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Money;
using UtmAttribution.Options;
using UtmAttribution.Restating;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;
using UtmAttribution.Storing;
using UtmAttribution.Time;

namespace UtmAttribution.Backfilling;

/// <summary>
/// A long range of dates in windows, each a run of its own that is published before the next one begins. All of them together
/// publish what one run would; a backfill that was ended goes on where it was, and does nothing again that would come out the same.
/// </summary>
/// <param name="options">What to compute.</param>
/// <param name="window">How long windows are; null for as long as memory is good for.</param>
/// <param name="isForced">Whether all dates are published, also those that have not changed.</param>
/// <param name="openSource">Opens the source; it may read its files with the engine that it is given.</param>
/// <param name="sinks">The targets.</param>
/// <param name="clock">The time that the audit columns carry.</param>
/// <param name="logger">Where runs tell of their stages.</param>
/// <param name="progress">Hears where it is.</param>
public sealed class Backfill(
    AttributionOptions options, WindowLength? window, bool isForced, Func<DuckDBDatabase, ISource> openSource, IReadOnlyList<ISink> sinks,
    TimeProvider clock, ILogger logger, IProgress<RunProgress>? progress = null)
{
    private const long MicrosecondsPerDay = 86_400_000_000;
    private const long LeastMemory = 250_000_000;

    /// <summary>Holds the dates that may have changed against what is published, so that none is published without need; null where they are published unseen.</summary>
    internal PublishedComparison? Comparison { get; init; }

    /// <summary>
    /// How many windows are worked on at a time. Each has its share of memory and threads; they load one after the other, and one
    /// publishes while others compute. Default: 1.
    /// </summary>
    public int Parallel { get; init; } = 1;

    /// <summary>
    /// Does it. Where it throws, the windows that are told of stay published, and the same backfill goes on after them; the exception
    /// knows its window by <see cref="BackfillWindow.FaultKey"/>.
    /// </summary>
    /// <param name="told">Hears of each window when it is over.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidOptionException">An option can't be used.</exception>
    /// <exception cref="InvalidInputException">The source can't be used.</exception>
    /// <exception cref="LedgerException">The totals of a window do not reconcile.</exception>
    /// <exception cref="ServerException">The source's or a target's server can't be reached, or broke off.</exception>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    /// <exception cref="PublishException">The target can't be written.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public BackfillReport Run(Action<BackfillWindow> told, CancellationToken cancellation)
    {
        OptionCheck.Verify(options);
        using var activity = Telemetry.Activities.StartActivity("backfill");
        var began = clock.GetTimestamp();
        foreach (var sink in sinks)
            sink.CheckWritable();
        using var landed = SpillFolder.Create(options);
        using var store = LoadedStore.Take(options, landed);
        var (digest, ads, rules, rates, currency, memory) = Look(landed.Path, store, cancellation);
        List<IReadOnlyDictionary<DateOnly, PublishedDate>> published = [.. sinks.Select(sink => sink.FindDates(cancellation))];
        if (DatesOf(digest, published) is not { } dates)
            return new(null, null, [], []);
        var (from, to) = (options.From ?? dates.From, options.To ?? dates.To);
        if (from > to)
            return new(null, null, [], []);

        // Every window learns from the same dates, and counts in the same currency.
        var fixedOptions = options with { Currency = currency, From = from, To = to, Training = TrainingOf(to) };
        digest.Training = fixedOptions.Training;
        var state = new PublishedState(
            published, RunMetadata.Of(fixedOptions, new("", DateTimeOffset.UnixEpoch, from, to, currency, fixedOptions.Training)), digest);
        List<(DateOnly From, DateOnly To)> ranges = Comparison is null ? [(from, to)] : [.. Windows.Around(Stale(from, to, state), ContextDays(options))];
        List<(DateOnly From, DateOnly To)> windows = [.. ranges.SelectMany(range =>
            window is null ? Windows.Fit(range.From, range.To, memory / Parallel, digest.OrdersRead) : Windows.Cut(range.From, range.To, window))];
        var stale = windows.Select(window => isForced ? window : Stale(window, state)).ToList();
        var changes = state.Changes(from, to).ToList();
        var landing = new Landing(landed.Path, MostPieces(windows.Count, from, to, fixedOptions), PieceDays(options) * MicrosecondsPerDay)
        {
            Ads = ads,
            Rules = rules,
            Rates = rates,
            Store = store,
        };
        return new(from, to, Publish(windows, stale, ShareOf(fixedOptions, memory), digest, landing, told, cancellation), changes) { Elapsed = clock.GetElapsedTime(began) };
    }

    // What each of several windows at a time may take of the machine.
    private AttributionOptions ShareOf(AttributionOptions all, long memory)
    {
        if (Parallel == 1)
            return all;
        if (memory / Parallel < LeastMemory)
        {
            throw new InvalidOptionException(
                $"--parallel: {Parallel} windows at a time leave {ByteSize.Text(memory / Parallel)} of memory for each, and {ByteSize.Text(LeastMemory)} is the least; "
                + "give more with --memory, or work on fewer at a time");
        }
        return all with { Memory = $"{memory / Parallel}B", Threads = Math.Max(1, (all.Threads ?? Environment.ProcessorCount) / Parallel) };
    }

    // Dates that are published and no longer in the source have changed too.
    private (DateOnly From, DateOnly To)? DatesOf(SourceDigest digest, List<IReadOnlyDictionary<DateOnly, PublishedDate>> published)
    {
        if (Comparison is null)
            return digest.Dates;
        var dates = published.SelectMany(target => target.Keys).ToList();
        if (digest.Dates is { } found)
            dates.AddRange([found.From, found.To]);
        return dates.Count == 0 ? null : (dates.Min(), dates.Max());
    }

    // How many dates are read around a window.
    private static int ContextDays(AttributionOptions options) => 4 * (int)options.Lookback.TotalDays;

    // Shorter pieces are read more often than they save, of longer ones too much is left.
    private static long PieceDays(AttributionOptions options) => Math.Max(31, ContextDays(options));

    // Every window may end a piece that is not full; orders without a time are one more.
    private static int MostPieces(int windows, DateOnly from, DateOnly to, AttributionOptions options)
    {
        var range = OrderRanges.Around(Earlier(from, options.Training?.From), Later(to, options.Training?.To), options.Lookback, new(TimeZones.Find(options.TimeZone)));
        return windows + (int)((range.Until - range.From) / MicrosecondsPerDay / PieceDays(options)) + 2;

        static DateOnly Earlier(DateOnly one, DateOnly? other) => other < one ? other.Value : one;
        static DateOnly Later(DateOnly one, DateOnly? other) => other > one ? other.Value : one;
    }

    private List<BackfillWindow> Publish(
        List<(DateOnly From, DateOnly To)> windows, List<(DateOnly From, DateOnly To)?> stale, AttributionOptions fixedOptions, SourceDigest digest, Landing landing,
        Action<BackfillWindow> told, CancellationToken cancellation)
    {
        var done = windows.Select((window, index) => new BackfillWindow(index + 1, windows.Count, window.From, window.To)).ToList();
        var pace = new Pace([.. stale.Select(dates => dates is { } some ? digest.OrdersRead(some.From, some.To) : 0)], Parallel);
        var runs = new WindowRuns(windows.Count, Parallel);
        var gate = new Lock();
        using var turn = new SemaphoreSlim(1);
        runs.Run(Publish, cancellation);
        return done;

        void Publish(int index, Action loaded, CancellationToken either)
        {
            var over = done[index];
            if (stale[index] is { } dates)
            {
                var began = clock.GetTimestamp();
                var pipeline = new AttributionPipeline(
                    fixedOptions with { From = dates.From, To = dates.To }, openSource, sinks, clock, logger,
                    progress is null ? null : new WindowProgress(progress, over, () => runs.IsFirst(index)))
                {
                    SourceOf = digest.Of,
                    Comparison = Comparison,
                    Landing = landing,
                    Loaded = loaded,
                    PublishingTurn = turn,
                };
                var report = RunOf(over, pipeline, either);
                over = over with { Run = report, Published = dates, Orders = digest.OrdersOf(dates.From, dates.To), Elapsed = clock.GetElapsedTime(began) };
            }

            lock (gate)
            {
                done[index] = over with { Left = pace.LeftAfter(index, over.Elapsed) };
                told(done[index]);
            }
        }
    }

    // What a run says of itself, such as that nothing was published, holds for its window alone.
    private static RunReport RunOf(BackfillWindow window, AttributionPipeline pipeline, CancellationToken cancellation)
    {
        try
        {
            return pipeline.Run(cancellation);
        }
        catch (Exception fault)
        {
            fault.Data[BackfillWindow.FaultKey] = window;
            throw;
        }
    }

    // The dates of a window that are not as they would be published now, and those between them; null where all are.
    private static (DateOnly From, DateOnly To)? Stale((DateOnly From, DateOnly To) window, PublishedState state)
    {
        var dates = Stale(window.From, window.To, state);
        return dates.Count == 0 ? null : (dates[0], dates[^1]);
    }

    private static List<DateOnly> Stale(DateOnly from, DateOnly to, PublishedState state) =>
        [.. Enumerable.Range(0, to.DayNumber - from.DayNumber + 1).Select(from.AddDays).Where(date => !state.IsCurrent(date))];

    private (SourceDigest Digest, IReadOnlyDictionary<string, IReadOnlyList<string>> Ads, ChannelRules Rules, FxRates Rates, string Currency, long Memory) Look(
        string landing, LoadedStore? store, CancellationToken cancellation)
    {
        using var spill = SpillFolder.Create(options);
        var stages = new Stages(clock, logger, progress);
        return EngineFault.Guard(
            either =>
            {
                using var engine = new DuckDbEngine(spill.Settings(options)) { KeepsRelations = true };
                using var source = openSource(engine.Database);
                source.Check(either);
                var loader = new SourceLoader(options, source, engine.Rows, engine.Connection);
                var currency = loader.FindCurrency(either);
                var rules = loader.FindChannelRules(either)
                    ?? sinks.Select(sink => sink.FindChannelRules(either)).FirstOrDefault(found => found is not null)
                    ?? ChannelRules.BuiltIn;
                var rates = FxRates.Load(source, currency, either);
                var adRows = new LoadedRows(engine.Connection, landing);
                var known = options with { Currency = currency, Training = options.To is { } to ? TrainingOf(to) : options.Training };
                var digest = new DigestReader(known, source, engine, adRows, stages) { Store = store }.Read(rules, rates, either);
                return (digest, adRows.Files, rules, rates, currency, engine.MemoryLimitBytes);
            },
            () => $"in the stage '{stages.Current}'", options, "Nothing was published.", [spill.Path, landing], cancellation);
    }

    private TrainingDates? TrainingOf(DateOnly to) => options.Trains ? options.Training ?? TrainingDates.EndingOn(to) : null;
}
