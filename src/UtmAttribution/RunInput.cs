using System.Globalization;
using UtmAttribution.Channels;
using UtmAttribution.Engines;
using UtmAttribution.Engines.Postgres;
using UtmAttribution.Loading;
using UtmAttribution.Money;
using UtmAttribution.Options;
using UtmAttribution.Sources;
using UtmAttribution.Storing;

namespace UtmAttribution;

/// <summary>The beginning of every run: all that models read comes into the engine.</summary>
/// <param name="options">What to compute.</param>
/// <param name="source">What is read.</param>
/// <param name="embedded">The engine that loads.</param>
/// <param name="engine">The engine that runs the models: the same, or a server.</param>
/// <param name="stages">Hears of the stages.</param>
internal sealed class RunInput(AttributionOptions options, ISource source, DuckDbEngine embedded, IEngine engine, Stages stages)
{
    private readonly List<string> _warnings = [];

    /// <summary>What runs before this one have loaded, where they share it; null where each loads for itself.</summary>
    public Landing? Landing { get; init; }

    /// <summary>What earlier runs have loaded, where it is kept; null where everything is read.</summary>
    public LoadedStore? Store { get; init; }

    /// <summary>The models that the run needs: all, but for those whose relations were landed.</summary>
    public IEnumerable<SqlModel> Models => Landing is null ? SqlModel.All : SqlModel.All.Where(model => model.Name is not (LabelDays.Relation or Landing.AdFacts));

    /// <summary>What a person should know of the source, a sentence each.</summary>
    public IReadOnlyList<string> Warnings => [.. source.Warnings, .. _warnings];

    /// <summary>The channel rules of the run, once it is loaded.</summary>
    public ChannelRules Rules { get; private set; } = ChannelRules.BuiltIn;

    /// <summary>Loads the source's tables and makes the small relations that tell the models what run this is. The source is closed then.</summary>
    /// <param name="startedAt">When the run began.</param>
    /// <param name="otherRules">The channel rules where the source has none; null for the built-in ones.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Errors.InvalidInputException">The source can't be used.</exception>
    public RunIdentity Load(DateTimeOffset startedAt, Func<ChannelRules?> otherRules, CancellationToken cancellation)
    {
        embedded.Connection.Execute(LoadedTables.Create, cancellation);
        var loader = new SourceLoader(options, source, embedded.Rows, embedded.Connection);
        Rules = Landing?.Rules ?? loader.FindChannelRules(cancellation) ?? otherRules() ?? ChannelRules.BuiltIn;
        embedded.PrepareModels(Rules);
        var currency = loader.FindCurrency(cancellation);
        var rates = Landing?.Rates ?? FxRates.Load(source, currency, cancellation);
        if (Landing is not null)
            loader.ShowAds(Landing, cancellation);
        else if (Store is not null)
            Keep(Store, rates, loader, options with { Currency = currency }, cancellation);
        else
            stages.Run("load ads", done => loader.LoadAds(rates, done, cancellation), loader.AdsExpected);
        // What the models' server reads itself, and what of it only the loader can read.
        var server = engine as PostgresEngine;
        var inPlace = server?.OrdersOf(source, loader.OrderRange, cancellation);
        inPlace?.Scan(options, rates, stages, cancellation);
        if ((Store ?? Landing?.Store) is { } store)
        {
            loader.ShowOrders(store, cancellation);
            _warnings.AddRange(store.TakeWarnings());
        }
        else
        {
            using var rest = inPlace?.OpenRest();
            stages.Run(
                "load orders",
                done => Landing is null ? loader.LoadOrders(rates, rest, done, cancellation, inPlace?.Paths ?? 0) : loader.LandOrders(Landing, rates, done, cancellation),
                inPlace is null && Landing is null ? loader.OrdersExpected : null);
        }

        source.Dispose(); // A server need not keep its snapshot while the models run.

        var (from, to) = loader.FindDates(inPlace is null ? null : (inPlace.ShapeMark, inPlace.Hours));
        var batch = startedAt.UtcDateTime.ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);
        var training = options.Trains ? options.Training ?? TrainingDates.EndingOn(to) : null;
        var identity = new RunIdentity(batch, startedAt, from, to, currency, training);
        RunTables.Create(embedded.Connection, options, identity);
        if (server is not null)
            stages.Run("send to the server", done => server.Take(inPlace is null ? null : ServerOrders.NameOfLoaded, done, cancellation));
        inPlace?.Join(stages, cancellation);
        _warnings.AddRange(loader.Warnings);
        return identity;
    }

    private void Keep(LoadedStore store, FxRates rates, SourceLoader loader, AttributionOptions known, CancellationToken cancellation)
    {
        store.Update(known, source, rates, stages, cancellation);
        loader.ShowAds(store, cancellation);
    }

    /// <summary>Loads the orders once more, as other options need them, in the place of those that are there. The source is closed then.</summary>
    /// <param name="currency">The reporting currency.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Errors.InvalidInputException">The source can't be used.</exception>
    public void LoadOrdersAgain(string currency, CancellationToken cancellation)
    {
        foreach (var table in LoadedTables.OfOrders)
            embedded.Drop(table, cancellation);
        embedded.Connection.Execute(LoadedTables.CreateOrders, cancellation);
        var loader = new SourceLoader(options, source, embedded.Rows, embedded.Connection);
        var rates = FxRates.Load(source, currency, cancellation);
        stages.Run("load orders", done => loader.LoadOrders(rates, chosen: null, done, cancellation), loader.OrdersExpected);
        source.Dispose();
    }
}
