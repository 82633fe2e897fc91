using Microsoft.Extensions.Logging;
using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Loading;
using UtmAttribution.Options;
using UtmAttribution.Sources;

namespace UtmAttribution;

/// <summary>A run that publishes nothing: the source is loaded, models have run in the embedded engine, and all relations are there to be asked.</summary>
internal sealed class ComputedRun : IDisposable
{
    private readonly SpillFolder _spill;
    private readonly HashSet<string> _ready = new(StringComparer.Ordinal);

    private ComputedRun(AttributionOptions options, Stages stages)
    {
        (Options, Stages) = (options, stages);
        _spill = SpillFolder.Create(options);
        try
        {
            Engine = new(_spill.Settings(options)) { KeepsRelations = true };
        }
        catch
        {
            _spill.Dispose();
            throw;
        }
    }

    /// <summary>What was computed.</summary>
    public AttributionOptions Options { get; private set; }

    /// <summary>Has the relations: loaded tables (<see cref="LoadedTables"/>), small ones (<see cref="RunTables"/>) and those of the models that ran.</summary>
    public DuckDbEngine Engine { get; }

    /// <summary>Runs what else is to be done, and tells of it.</summary>
    public Stages Stages { get; }

    /// <summary>The dates and the currency.</summary>
    public RunIdentity Identity { get; private set; } = null!;

    /// <summary>The channel rules that classified sessions and ads.</summary>
    public ChannelRules Rules { get; private set; } = ChannelRules.BuiltIn;

    /// <summary>What a person should know of the source, a sentence each.</summary>
    public IReadOnlyList<string> Warnings { get; private set; } = [];

    /// <summary>Loads the source and runs models.</summary>
    /// <param name="options">What to compute.</param>
    /// <param name="openSource">Opens the source; it may read its files with the engine that it is given.</param>
    /// <param name="models">Which models run, of all, in order; the relations that they read must be among them.</param>
    /// <param name="logger">Where the run tells of its stages.</param>
    /// <param name="progress">Hears where the run is.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Errors.InvalidOptionException">An option can't be used.</exception>
    /// <exception cref="Errors.InvalidInputException">The source can't be used.</exception>
    /// <exception cref="Errors.ServerException">The source's server can't be reached, or broke off.</exception>
    /// <exception cref="Errors.ResourceException">Memory, or the room to spill to, has run out.</exception>
    public static ComputedRun Compute(
        AttributionOptions options, Func<DuckDBDatabase, ISource> openSource, Func<SqlModel, bool> models, ILogger logger,
        IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        OptionCheck.Verify(options);
        var run = new ComputedRun(options, new(TimeProvider.System, logger, progress));
        try
        {
            return run.Guard(either => run.Load(openSource, models, tracks: progress is not null, either), cancellation);
        }
        catch
        {
            run.Dispose();
            throw;
        }
    }

    /// <summary>Runs those models whose relations are not there, or were of other options.</summary>
    /// <param name="models">In order; the relations that they read must be among them.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(IEnumerable<SqlModel> models, CancellationToken cancellation)
    {
        List<SqlModel> missing = [.. models.Where(model => !_ready.Contains(model.Name))];
        ModelStages.Run(missing, Engine, Options, Stages, cancellation);
        _ready.UnionWith(missing.Select(model => model.Name));
    }

    /// <summary>
    /// Goes on with other options: relations go of the models that look at a column of <c>run</c> that changes, and of those that
    /// read what these make. The ads stay as they are loaded, and so do the orders unless the lookback changes, which decides what
    /// they tell of.
    /// </summary>
    /// <param name="options">Those of this run, with another lookback, session timeout, half-life, position or choice of touchpoints.</param>
    /// <param name="openSource">Opens the source once more; it may read its files with the engine that it is given.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ArgumentException">Another option differs.</exception>
    public void Change(AttributionOptions options, Func<DuckDBDatabase, ISource> openSource, CancellationToken cancellation)
    {
        var asLoaded = options with
        {
            Lookback = Options.Lookback,
            SessionTimeout = Options.SessionTimeout,
            HalfLife = Options.HalfLife,
            Position = Options.Position,
            Touchpoints = Options.Touchpoints,
        };
        if (asLoaded != Options)
            throw new ArgumentException("An option differs that loading depends on.", nameof(options));
        OptionCheck.Verify(options);
        var isReloaded = options.Lookback != Options.Lookback;
        var changed = RunTables.Change(Engine.Connection, options, Identity);
        Options = options;
        var stale = isReloaded ? LoadedTables.OfOrders.ToHashSet(StringComparer.Ordinal) : [];
        foreach (var model in SqlModel.All.Where(model => changed.Any(model.ReadsOfRun) || model.Relations.Any(stale.Contains)))
        {
            stale.Add(model.Name);
            if (_ready.Remove(model.Name))
                Engine.Drop(model, cancellation);
        }

        if (isReloaded)
        {
            using var source = openSource(Engine.Database);
            source.Check(cancellation);
            new RunInput(options, source, Engine, Engine, Stages).LoadOrdersAgain(Identity.Currency, cancellation);
        }
    }

    /// <summary>Does something with the relations; a fault of the machine is put into words for the user.</summary>
    public T Guard<T>(Func<CancellationToken, T> work, CancellationToken cancellation) =>
        EngineFault.Guard(work, () => $"in the stage '{Stages.Current}'", Options, "Nothing was changed.", [_spill.Path], cancellation);

    /// <summary>Removes all relations.</summary>
    public void Dispose()
    {
        Engine.Dispose();
        _spill.Dispose();
    }

    private ComputedRun Load(Func<DuckDBDatabase, ISource> openSource, Func<SqlModel, bool> models, bool tracks, CancellationToken cancellation)
    {
        using var source = openSource(Engine.Database);
        source.Check(cancellation);
        if (tracks)
            Engine.Connection.TrackProgress();
        var input = new RunInput(Options, source, Engine, Engine, Stages);
        Identity = input.Load(TimeProvider.System.GetUtcNow(), () => null, cancellation);
        (Rules, Warnings) = (input.Rules, input.Warnings);
        Run(SqlModel.All.Where(models), cancellation);
        return this;
    }
}
