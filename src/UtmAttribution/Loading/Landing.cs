using UtmAttribution.Channels;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Money;
using UtmAttribution.Sources;
using UtmAttribution.Storing;

namespace UtmAttribution.Loading;

/// <summary>
/// Loaded rows on the disk that several runs share which follow each other in time: what one of them has loaded, the next ones
/// need not read again, and what none of them needs any more goes. They load one after the other; what comes after may overlap.
/// </summary>
/// <param name="folder">Where the rows are kept; they go with it.</param>
/// <param name="mostPieces">The most pieces in which orders will be loaded.</param>
/// <param name="pieceLength">How many microseconds of orders a piece has at most.</param>
internal sealed class Landing(string folder, int mostPieces, long pieceLength)
{
    /// <summary>The relation that a model makes of all ad rows; from the landing, runs have it ready, and read only the ad rows of their dates.</summary>
    public const string AdFacts = "ad_facts";

    private readonly List<LandedOrders> _orders = [];
    private readonly List<Use> _uses = [];
    private readonly Lock _gate = new();
    private long _loadedUntil = long.MinValue;
    private int _begun;

    /// <summary>Where the rows are kept.</summary>
    public string Folder => folder;

    /// <summary>The ids of all orders that were loaded.</summary>
    public SeenIds Seen { get; } = new();

    /// <summary>The files of the ad rows and of what all of them say of ads (<see cref="AdFacts"/>), by table; null before they are loaded.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Ads { get; init; }

    /// <summary>The channel rules, which have decided already what is to be published: a source may have others by now, or none.</summary>
    public ChannelRules? Rules { get; init; }

    /// <summary>The rates of exchange, for the same reason.</summary>
    public FxRates? Rates { get; init; }

    /// <summary>What has the orders and ad rows in the place of the landing; null where there is none.</summary>
    public LoadedStore? Store { get; init; }

    /// <summary>The source texts of copies of orders that can be told apart by nothing else.</summary>
    public Dictionary<OrderPiece, SortedDictionary<int, byte[]>> Texts { get; } = [];

    /// <summary>Tells that a run is going to load, and then to use what is here until it disposes what it gets.</summary>
    public IDisposable Begin()
    {
        var use = new Use(this);
        lock (_gate)
            _uses.Add(use);
        return use;
    }

    /// <summary>The pieces that a run needs and that are not there, in order; each is loaded and added before the next one is asked for.</summary>
    /// <param name="range">The times of the orders that the run needs, none of which is before those of the run before.</param>
    /// <param name="parts">The most parts that a piece is read in, the same for all runs.</param>
    public IEnumerable<OrderPiece> Missing(ReadRange range, int parts)
    {
        if (_begun == 0)
            yield return Begin(range with { From = 0, Until = 0 }, hasUndated: true);
        Forget(FirstInUse(range.From));
        for (var from = Math.Max(range.From, _loadedUntil); from < range.Until; from = _loadedUntil)
        {
            _loadedUntil = Math.Min(range.Until, from + pieceLength);
            yield return Begin(range with { From = from, Until = _loadedUntil }, hasUndated: false);
        }

        OrderPiece Begin(ReadRange times, bool hasUndated) => new(times, hasUndated) { Place = new(_begun++, mostPieces, parts) };
    }

    /// <summary>Adds a piece that was loaded.</summary>
    public void Add(LandedOrders landed) => _orders.Add(landed);

    /// <summary>What a run uses of the orders that are there: others, which only runs before it still need, go while it works.</summary>
    /// <param name="range">The times of the orders that the run needs.</param>
    public IReadOnlyList<LandedOrders> OrdersOf(ReadRange range) => [.. _orders.Where(landed => !landed.IsBefore(range.From))];

    // Runs that began before this one may still read what it does not need itself.
    private long FirstInUse(long from)
    {
        lock (_gate)
        {
            if (_uses.Count > 0)
                _uses[^1].From = from;
            return _uses.Select(use => use.From).Append(from).Min();
        }
    }

    private void Forget(long before)
    {
        foreach (var landed in _orders.Where(landed => landed.IsBefore(before)))
        {
            Texts.Remove(landed.Piece);
            landed.Files.Values.SelectMany(paths => paths).ToList().ForEach(File.Delete);
        }

        _orders.RemoveAll(landed => landed.IsBefore(before));
    }

    private sealed class Use(Landing landing) : IDisposable
    {
        public long From { get; set; } = long.MaxValue;

        public void Dispose()
        {
            lock (landing._gate)
                landing._uses.Remove(this);
        }
    }
}
