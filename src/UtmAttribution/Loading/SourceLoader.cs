using NodaTime;
using UtmAttribution.Backfilling;
using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Evidence;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Money;
using UtmAttribution.Options;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sources;
using UtmAttribution.Storing;
using UtmAttribution.Time;

namespace UtmAttribution.Loading;

/// <summary>Brings the source's tables into the engine.</summary>
internal sealed class SourceLoader(AttributionOptions options, ISource source, LoadedRows tables, DuckDBConnection connection)
{
    private readonly DateTimeZone _zone = TimeZones.Find(options.TimeZone);
    private readonly int _parts = options.Threads ?? source.Readers(Environment.ProcessorCount);

    /// <summary>About how many ad rows there are, where the source knows.</summary>
    public long? AdsExpected => source.EstimateRows(SourceTable.AdsInsightsHourly, range: null);

    /// <summary>About how many orders there are, where the source knows.</summary>
    public long? OrdersExpected => source.EstimateRows(SourceTable.ShopifyOrders, OrderRange);

    /// <summary>The times of the orders that are read: the run's dates, those that it learns from, and their context; null for all.</summary>
    public ReadRange? OrderRange
    {
        get
        {
            var (first, last) = DatesToRead.Of(options);
            return first is null && last is null ? null : OrderRanges.Around(first, last, options.Lookback, new LocalClock(_zone));
        }
    }

    /// <summary>What a person should look at.</summary>
    public List<string> Warnings { get; } = [];

    /// <summary>The source's channel rules; null where it has no table of them.</summary>
    public ChannelRules? FindChannelRules(CancellationToken cancellation)
    {
        using var reader = source.Open(SourceTable.UtmChannelMapping, range: null, cancellation);
        if (reader is null)
            return null;
        var columns = SourceTable.UtmChannelMapping.Columns.Select(column => column.Name).ToList();
        var rows = new List<IReadOnlyList<string?>>();
        while (reader.Read())
            rows.Add([.. columns.Select((_, column) => SourceValue.Text(reader, column))]);
        return ChannelRules.Parse($"table 'utm_channel_mapping' ({source.Description})", columns, rows);
    }

    /// <summary>The reporting currency: the option's, else the only one that the orders have.</summary>
    /// <exception cref="InvalidInputException">The orders have several currencies, or none.</exception>
    public string FindCurrency(CancellationToken cancellation)
    {
        if (Currencies.Normalize(options.Currency) is { } chosen)
            return chosen;
        using var reader = source.Open(SourceTable.ShopifyOrders.ValuesOf("total_price_currency"), range: null, cancellation)!;
        var found = new SortedSet<string>(StringComparer.Ordinal);
        while (reader.Read())
        {
            if (Currencies.Normalize(SourceValue.Text(reader, 0)) is { } currency)
                found.Add(currency);
        }
        return found.Count == 1 ? found.Min! : throw new InvalidInputException(found.Count == 0
            ? "The orders have no currency (column 'total_price_currency' of table 'shopify_orders' is empty); name the reporting currency with --currency."
            : $"The orders have {found.Count} currencies ({string.Join(", ", found)}); choose the reporting currency with --currency, "
              + "and give the others' rates in a table 'fx_rates' (date, currency, rate).");
    }

    /// <summary>Loads <c>ads_insights_hourly</c> and what is known of its accounts.</summary>
    /// <exception cref="InvalidInputException">An ad-hour has several rows, and the options forbid it.</exception>
    public long LoadAds(FxRates rates, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = LoadAds(range: null, rates, LoadAccounts(cancellation), progress, cancellation);
        RefuseRepeatedAdHours(cancellation);
        return rows;
    }

    /// <summary>Loads some dates of <c>ads_insights_hourly</c>, and others too where the source can't leave them out.</summary>
    public long LoadAds(ReadRange? range, FxRates rates, AdAccounts accounts, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = PartLoad.Run(
            either => source.OpenParts(SourceTable.AdsInsightsHourly, range, _parts, either),
            (reader, numbers, done, either) =>
            {
                using var loader = new AdLoader(rates, accounts, tables, numbers);
                return loader.Load(reader, done, either);
            },
            progress,
            cancellation);
        tables.Show(cancellation);
        return rows;
    }

    /// <summary>Shows what a store keeps of ads.</summary>
    /// <exception cref="InvalidInputException">An ad-hour has several rows, and the options forbid it.</exception>
    public void ShowAds(LoadedStore store, CancellationToken cancellation)
    {
        LoadAccounts(cancellation);
        store.ShowAds(tables, condition: null, cancellation);
        RefuseRepeatedAdHours(cancellation);
    }

    /// <summary>Loads <c>shopify_orders</c> with context before and after the run's dates.</summary>
    /// <param name="rates">Convert amounts.</param>
    /// <param name="chosen">What has only orders that are to be loaded; null for the source.</param>
    /// <param name="progress">Hears of the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <param name="pathsElsewhere">How many landing pages of orders that are not loaded are paths.</param>
    public long LoadOrders(FxRates rates, ISource? chosen, Action<long>? progress, CancellationToken cancellation, long pathsElsewhere = 0)
    {
        var piece = new OrderPiece(chosen is null ? OrderRange : null, HasUndated: true);
        var (rows, pathsSeen) = Load(piece, chosen ?? source, rates, new SeenIds(), tables, progress, cancellation);
        Complete([piece], chosen ?? source, [], pathsSeen + pathsElsewhere, cancellation);
        return rows;
    }

    /// <summary>Loads what of the orders others have not landed, and shows all that are there.</summary>
    /// <param name="landing">Keeps them.</param>
    /// <param name="rates">Convert amounts.</param>
    /// <param name="progress">Hears of the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    public long LandOrders(Landing landing, FxRates rates, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = 0L;
        foreach (var piece in landing.Missing(OrderRange!, _parts))
        {
            var before = rows;
            var into = new LoadedRows(connection, landing.Folder);
            var (read, pathsSeen) = Load(piece, source, rates, landing.Seen, into, done => progress?.Invoke(before + done), cancellation);
            landing.Add(new(piece, into.Files, pathsSeen));
            rows += read;
        }

        var orders = landing.OrdersOf(OrderRange!);
        foreach (var landed in orders)
            tables.Adopt(landed.Files);
        Complete([.. orders.Select(landed => landed.Piece)], source, landing.Texts, orders.Sum(landed => landed.PathsSeen), cancellation);
        return rows;
    }

    /// <summary>Loads a piece of the orders by itself.</summary>
    /// <param name="piece">Which.</param>
    /// <param name="rates">Convert amounts.</param>
    /// <param name="digests">Notes its rows by day.</param>
    /// <param name="progress">Hears of the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many rows were read, and how many landing pages are paths.</returns>
    public (long Rows, long PathsSeen) LoadPiece(OrderPiece piece, FxRates rates, DayDigests digests, Action<long>? progress, CancellationToken cancellation)
    {
        var loaded = Load(piece, source, rates, new SeenIds(), tables, progress, cancellation, digests);
        tables.Show(cancellation);
        new OrderTies(connection).Resolve([piece], (same, either) => Open(same, source, either), [], cancellation);
        return loaded;
    }

    /// <summary>Shows what a store keeps of the orders.</summary>
    public void ShowOrders(LoadedStore store, CancellationToken cancellation) => WarnOfPaths(store.ShowOrders(tables, OrderRange, cancellation));

    private (long Rows, long PathsSeen) Load(
        OrderPiece piece, ISource from, FxRates rates, SeenIds seen, LoadedRows into, Action<long>? progress, CancellationToken cancellation,
        DayDigests? digests = null)
    {
        var pathsSeen = 0L;
        var gate = new Lock();
        var rows = PartLoad.Run(
            either => Open(piece, from, either),
            (reader, numbers, done, either) =>
            {
                using var evidence = new EvidenceDictionary(into, options.ShopHosts, EvidenceDictionary.LargestMemory / _parts, numbers);
                using var loader = new OrderLoader(options, rates, new LocalClock(_zone), evidence, seen, into, numbers) { Digests = digests is null ? null : new() };
                var read = loader.Load(reader, piece, done, either);
                evidence.Close();
                lock (gate)
                {
                    pathsSeen += evidence.PathsSeen;
                    digests?.Add(loader.Digests!);
                }
                return read;
            },
            progress,
            cancellation,
            piece.Numbers);
        return (rows, pathsSeen);
    }

    private IReadOnlyList<TableReader> Open(OrderPiece piece, ISource from, CancellationToken cancellation) =>
        from.OpenParts(SourceTable.ShopifyOrders, piece.Range, _parts, cancellation);

    private void Complete(
        IReadOnlyList<OrderPiece> pieces, ISource from, Dictionary<OrderPiece, SortedDictionary<int, byte[]>> texts, long pathsSeen, CancellationToken cancellation)
    {
        tables.Show(cancellation);
        new OrderTies(connection).Resolve(pieces, (piece, either) => Open(piece, from, either), texts, cancellation);
        WarnOfPaths(pathsSeen);
    }

    private void RefuseRepeatedAdHours(CancellationToken cancellation)
    {
        if (options.AdsDuplicates == AdsDuplicates.Error)
            RepeatedAdHours.Refuse(connection, source, cancellation);
    }

    private void WarnOfPaths(long pathsSeen)
    {
        if (pathsSeen > 0 && options.ShopHosts.Count == 0)
        {
            Warnings.Add(
                $"{pathsSeen:N0} landing pages are paths without a host, and no --shop-host is given: "
                + "visits that come from the shop's own pages look like referrals. Name the shop's hosts with --shop-host.");
        }
    }

    /// <summary>The dates of the run: the options', else all that the loaded tables have.</summary>
    /// <param name="elsewhere">Orders that are not loaded: the beginning of the ids of those that stand for them, and their first and last local hours.</param>
    public (DateOnly From, DateOnly To) FindDates((string Mark, IReadOnlyList<int> Hours)? elsewhere = null)
    {
        var standIns = elsewhere is { } there ? $"and not starts_with(coalesce(order_id, ''), {Sql.Text(there.Mark)})" : "";
        using var dates = connection.ExecuteReader($"""
            select min(day), max(day) from (
                select date_start as day from ad_rows where date_start is not null
                union all
                select date '1970-01-01' + floor(local_hour / 24.0)::integer from (
                    select local_hour from order_rows
                    where local_hour is not null {standIns}
                    union all
                    select unnest([{string.Join(", ", elsewhere?.Hours ?? [])}]::integer[])
                )
            )
            """);
        dates.Read();
        if (dates.IsDBNull(0))
            return (options.From ?? options.To ?? DateOnly.FromDateTime(DateTime.UnixEpoch), options.To ?? options.From ?? DateOnly.FromDateTime(DateTime.UnixEpoch));
        var (first, last) = (dates.GetFieldValue<DateOnly>(0), dates.GetFieldValue<DateOnly>(1));
        if (options.From > last || options.To < first)
            Warnings.Add($"The source has no order and no ad hour in the dates asked for: it has {first:yyyy-MM-dd} to {last:yyyy-MM-dd}.");
        return (options.From ?? (options.To < first ? options.To.Value : first), options.To ?? (options.From > last ? options.From.Value : last));
    }

    /// <summary>Shows what others have landed of ads: rows of the run's dates and those without one, and what all rows say of ads.</summary>
    public long ShowAds(Landing landing, CancellationToken cancellation)
    {
        LoadAccounts(cancellation);
        tables.Adopt(landing.Ads!);
        var condition = $"(date_start between date '{options.From:yyyy-MM-dd}' and date '{options.To:yyyy-MM-dd}' or date_start is null)";
        if (landing.Store is { } store)
            store.ShowAds(tables, condition, cancellation);
        else
            tables.Limit("ad_rows", condition);
        tables.Show(cancellation);
        return 0;
    }

    /// <summary>Loads what is known of the ads' accounts.</summary>
    public AdAccounts LoadAccounts(CancellationToken cancellation)
    {
        var accounts = AdAccounts.Load(source, _zone, cancellation);
        AppendZones(accounts);
        return accounts;
    }

    private void AppendZones(AdAccounts accounts)
    {
        using var zones = connection.CreateAppender("account_zones");
        foreach (var (account, number) in accounts.OwnZones)
        {
            zones.SetText(0, account);
            zones.Set(1, number);
            zones.EndRow();
        }
        zones.Close();

        using var offsets = connection.CreateAppender("zone_offsets");
        for (var index = 0; index < accounts.Zones.Count; index++)
        {
            foreach (var (from, until, offset) in LocalClock.AllOffsets(accounts.Zones[index]))
            {
                offsets.Set(0, index + 1);
                offsets.Set(1, from);
                offsets.Set(2, until);
                offsets.Set(3, offset);
                offsets.EndRow();
            }
        }
        offsets.Close();
    }
}
