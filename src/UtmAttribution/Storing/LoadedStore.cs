using System.Globalization;
using UtmAttribution.Backfilling;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Money;
using UtmAttribution.Options;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sources;
using UtmAttribution.Time;

namespace UtmAttribution.Storing;

/// <summary>
/// What is loaded of a source, kept in a file between runs, so that a run reads only what is new (<see cref="AttributionOptions.Store"/>).
/// One process has it at a time.
/// </summary>
internal sealed class LoadedStore : IDisposable
{
    /// <summary>The relation of the UTM values and landing page ids that a day's orders have: <c>day</c>, <c>utm_no</c>, <c>link_no</c>.</summary>
    public const string Evidence = "observed_sessions";

    private const string OrderRepeats = "order_repeats";

    private readonly string _path;
    private readonly FileStream _hold;
    private readonly SpillFolder _spill;
    private readonly List<(string Source, int Day, int Piece, long Rows, UInt128 Hash)> _days = [];
    private readonly Dictionary<int, long> _paths = [];
    private string? _warning;

    private LoadedStore(string path, FileStream hold, SpillFolder spill) => (_path, _hold, _spill) = (path, hold, spill);

    /// <summary>The first and the last local hour of an order; null where there is none.</summary>
    public (int First, int Last)? OrderHours { get; private set; }

    /// <summary>Takes a store; null where the options name none.</summary>
    /// <param name="options">Name it.</param>
    /// <param name="spill">Where rows are loaded to before they are kept.</param>
    /// <exception cref="InvalidInputException">Another process has it, or its folder can't be written.</exception>
    public static LoadedStore? Take(AttributionOptions options, SpillFolder spill)
    {
        if (options.Store is not { } path)
            return null;
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
            return new(path, new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None), spill);
        }
        catch (IOException held) when (TargetLock.IsHeld(held))
        {
            throw new InvalidInputException(
                $"Another run is using the store '{path}'. Nothing was published. Wait until it has ended, or name another file with --store.", held);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException(
                $"The store '{path}' can't be written: {fault.Message.TrimEnd('.')}. Nothing was published. Name a file in a folder that can be written with --store.", fault);
        }
    }

    /// <summary>Brings it up to the source.</summary>
    /// <param name="options">What is computed, its currency given.</param>
    /// <param name="source">The source, which was checked.</param>
    /// <param name="rates">Convert amounts.</param>
    /// <param name="stages">Hears of the stages.</param>
    /// <param name="cancellation">Ends it; what was loaded until then is kept.</param>
    /// <exception cref="InvalidInputException">The file is no store, or can't be opened.</exception>
    /// <exception cref="ResourceException">There is no room for it.</exception>
    public void Update(AttributionOptions options, ISource source, FxRates rates, Stages stages, CancellationToken cancellation)
    {
        try
        {
            UpdateFile(options, source, rates, stages, cancellation);
        }
        catch (DuckDBException fault) when (fault.ErrorType == DuckDBErrorType.IO && fault.Detail.Contains(Path.GetFileName(_path), StringComparison.Ordinal))
        {
            throw new ResourceException(
                $"The store '{_path}' could not be written: {fault.Detail.Trim().Split('\n')[0].TrimEnd('.')}. Nothing was published; what it had is still there. "
                + "Make room there, or name another file with --store.",
                fault);
        }
    }

    private void UpdateFile(AttributionOptions options, ISource source, FxRates rates, Stages stages, CancellationToken cancellation)
    {
        using var file = StoreFile.Open(_path, _spill.Settings(options), Rules(options), cancellation);
        if (file.Outdated is { } why)
            _warning = $"The store '{_path}' was filled again from the whole source: {why}.";
        new StoreUpdate(options, source, file, _spill.Path, stages).Run(rates, cancellation);
        ReadDays(file.Connection, cancellation);
        file.Finish(cancellation);
    }

    /// <summary>What a person should know of it, once: why all of it was loaded again.</summary>
    public IEnumerable<string> TakeWarnings() => Interlocked.Exchange(ref _warning, null) is { } warning ? [warning] : [];

    /// <summary>Lets a run see the ad rows.</summary>
    /// <param name="tables">The run's tables.</param>
    /// <param name="condition">Which of them; null for all.</param>
    /// <param name="cancellation">Ends it.</param>
    public void ShowAds(LoadedRows tables, string? condition, CancellationToken cancellation)
    {
        foreach (var relation in StoredTable.Ads.Relations)
            Show(tables, relation, relation == StoredTable.Ads.Rows ? condition ?? "true" : "true", cancellation);
    }

    /// <summary>Lets a run see the orders of some times, and those without a time.</summary>
    /// <returns>How many landing pages are paths.</returns>
    public long ShowOrders(LoadedRows tables, ReadRange? range, CancellationToken cancellation)
    {
        var pieces = DaysOf(range).Select(day => day.Piece).Distinct().Order().ToList();
        var ofPieces = $"piece in ({string.Join(", ", pieces.Prepend(0))})";
        var ofRows = range is null
            ? ofPieces
            : string.Create(CultureInfo.InvariantCulture, $"{ofPieces} and (created_us >= {range.From} and created_us < {range.Until} or created_us is null)");
        foreach (var relation in StoredTable.Orders.Relations)
            Show(tables, relation, relation == StoredTable.Orders.Rows ? ofRows : ofPieces, cancellation);
        tables.Show(
            OrderRepeats, _path, StoreFile.Name,
            $"select order_id from {StoredTable.Orders.Rows} where reason is null group by order_id having count(*) > 1", cancellation);
        return pieces.Sum(piece => _paths.GetValueOrDefault(piece));
    }

    /// <summary>Shows what the orders of some times carry, as <see cref="Evidence"/> with its dictionaries.</summary>
    public void ShowEvidence(LoadedRows tables, ReadRange? range, CancellationToken cancellation)
    {
        Show(tables, "utm_values", "true", cancellation);
        Show(tables, "link_values", "true", cancellation);
        var days = range is null ? "true" : $"day between {LocalClock.UtcDay(range.From)} and {LocalClock.UtcDay(range.Until - 1)}";
        tables.Show(Evidence, _path, StoreFile.Name, $"select day, utm_no, link_no from {StoreFile.Name}.{StoredTable.Orders.ByDay} where {days}", cancellation);
    }

    /// <summary>Shows what the used ad rows call their ads, as <see cref="LabelDays.Relation"/>, which need not be made then.</summary>
    public void ShowLabelDays(LoadedRows tables, CancellationToken cancellation) => tables.Show(
        LabelDays.Relation, _path, StoreFile.Name,
        $"select label_no, date '1970-01-01' + day as shown_on, last_hour from {StoreFile.Name}.{StoredTable.Ads.ByDay}", cancellation);

    /// <summary>The ad rows by date.</summary>
    public DayDigests Ads() => Digests(_days.Where(day => day.Source == StoredTable.Ads.Source.Name));

    /// <summary>The orders of some times by day, those of the first and last day whole.</summary>
    public DayDigests Orders(ReadRange? range) => Digests(DaysOf(range));

    /// <summary>Lets it go.</summary>
    public void Dispose() => _hold.Dispose();

    // What decides how a row of the source is loaded. Rates and accounts are not among it, as they are looked at day by day, nor is
    // the source: the rows of another one have other stamps.
    private static Dictionary<string, string> Rules(AttributionOptions options) => new(StringComparer.Ordinal)
    {
        ["utm_attribution_version"] = ToolVersion.Text,
        ["contract_version"] = DataContract.Version.ToString(CultureInfo.InvariantCulture),
        ["time_zone"] = options.TimeZone,
        ["currency"] = options.Currency!,
        ["lookback"] = options.Lookback.ToString("c", CultureInfo.InvariantCulture),
        ["revenue"] = OptionNames.Revenue[options.Revenue],
        ["shop_hosts"] = string.Join(",", options.ShopHosts.Order(StringComparer.Ordinal)),
        ["ads_duplicates"] = OptionNames.AdsDuplicates[options.AdsDuplicates],
    };

    private static DayDigests Digests(IEnumerable<(string Source, int Day, int Piece, long Rows, UInt128 Hash)> days)
    {
        var digests = new DayDigests();
        foreach (var (_, day, _, rows, hash) in days)
            digests.Add(day == StoredTable.NoDay ? null : day, hash, rows);
        return digests;
    }

    private void Show(LoadedRows tables, string relation, string condition, CancellationToken cancellation) =>
        tables.Show(relation, _path, StoreFile.Name, $"select * exclude (piece) from {StoreFile.Name}.{relation} where {condition}", cancellation);

    private IEnumerable<(string Source, int Day, int Piece, long Rows, UInt128 Hash)> DaysOf(ReadRange? range) => _days.Where(day =>
        day.Source == StoredTable.Orders.Source.Name
        && (range is null || day.Day == StoredTable.NoDay || (day.Day >= LocalClock.UtcDay(range.From) && day.Day <= LocalClock.UtcDay(range.Until - 1))));

    private void ReadDays(DuckDBConnection connection, CancellationToken cancellation)
    {
        using (var days = connection.ExecuteReader($"select source, day, piece, row_count, hash from {StoreFile.Name}.store_days", cancellation))
        {
            while (days.Read())
                _days.Add((days.GetString(0), days.GetInt32(1), days.GetInt32(2), days.GetInt64(3), SourceDays.Hash(days.GetString(4))));
        }

        using (var pieces = connection.ExecuteReader($"select piece, paths_seen from {StoreFile.Name}.store_pieces", cancellation))
        {
            while (pieces.Read())
                _paths.Add(pieces.GetInt32(0), pieces.GetInt64(1));
        }

        using var hours = connection.ExecuteReader($"select min(local_hour), max(local_hour) from {StoreFile.Name}.{StoredTable.Orders.Rows}", cancellation);
        hours.Read();
        OrderHours = hours.IsDBNull(0) ? null : (hours.GetInt32(0), hours.GetInt32(1));
    }
}
