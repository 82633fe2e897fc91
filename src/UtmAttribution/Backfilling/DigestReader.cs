using System.Globalization;
using System.IO.Hashing;
using System.Text;
using NodaTime;
using UtmAttribution.Channels;
using UtmAttribution.Cleaning;
using UtmAttribution.Engines;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Money;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sources;
using UtmAttribution.Storing;
using UtmAttribution.Time;

namespace UtmAttribution.Backfilling;

/// <summary>Reads a source once to its end, for its digest: ads are loaded and named, orders only pass by.</summary>
/// <param name="options">What is computed, its currency given.</param>
/// <param name="source">The source, which was checked.</param>
/// <param name="engine">An engine of its own, that keeps relations.</param>
/// <param name="adRows">Where the ads are loaded to.</param>
/// <param name="stages">Hears of the stages.</param>
internal sealed class DigestReader(AttributionOptions options, ISource source, DuckDbEngine engine, LoadedRows adRows, Stages stages)
{
    private const long MicrosecondsPerDay = 86_400_000_000;

    private static readonly IReadOnlyList<SqlModel> ModelsOfNames = SqlModel.Behind(["ad_names"]);

    private readonly DateTimeZone _zone = TimeZones.Find(options.TimeZone);

    /// <summary>What keeps orders and ads between runs, and is brought up to the source; null where all is read.</summary>
    public LoadedStore? Store { get; init; }

    /// <summary>Reads everything.</summary>
    /// <param name="rules">The channel rules of the runs.</param>
    /// <param name="rates">Their rates of exchange.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Errors.InvalidInputException">The source can't be used.</exception>
    public SourceDigest Read(ChannelRules rules, FxRates rates, CancellationToken cancellation)
    {
        engine.Connection.Execute(LoadedTables.Create, cancellation);
        engine.PrepareModels(rules);
        var loader = new SourceLoader(options, source, adRows, engine.Connection);
        if (Store is null)
        {
            stages.Run("load ads", done => loader.LoadAds(rates, done, cancellation), loader.AdsExpected);
        }
        else
        {
            Store.Update(options, source, rates, stages, cancellation);
            loader.ShowAds(Store, cancellation);
            Store.ShowLabelDays(adRows, cancellation);
        }
        RunTables.Create(engine.Connection, options, RunIdentity.Undated(options.Currency!));
        foreach (var model in Store is null ? ModelsOfNames : ModelsOfNames.Except(LabelDays.Models))
            engine.Run(model, cancellation);

        var facts = Path.Combine(adRows.Folder, $"{Landing.AdFacts}.parquet");
        engine.Connection.Execute($"copy {Landing.AdFacts} to {Sql.Text(facts)} (format parquet)", cancellation);
        adRows.Adopt(new Dictionary<string, IReadOnlyList<string>> { [Landing.AdFacts] = [facts] });

        // With a store, what ads are called is known by day.
        var called = Store is null ? "union all select ad_ids::varchar from ad_ids union all select ad_names::varchar from ad_names" : "";
        var names = engine.Connection.Scalar<string>(
            $"select coalesce(sum(md5_number_lower(text)), 0)::varchar from (select account_zones::varchar as text from account_zones {called})", cancellation);
        var digest = new SourceDigest(options, new LocalClock(_zone))
        {
            Names = UInt128.Parse(names, CultureInfo.InvariantCulture),
            Rules = Hash(string.Join('\n', rules.Active)),
        };
        digest.Ads.Add(Store?.Ads() ?? AdDigests.Read(engine.Connection, cancellation));
        foreach (var (currency, day, rate) in rates.All)
            digest.Rates.Add(day, Hash($"{currency} {rate}"));

        var (first, last) = (int.MaxValue, int.MinValue);
        if (digest.Ads.Days is { } ads)
            (first, last) = ads;
        if (Store is null)
            stages.Run("look at orders", done => ReadOrders(digest, ref first, ref last, done, cancellation), loader.OrdersExpected);
        else
            TakeOrders(Store, digest, loader.OrderRange, ref first, ref last, cancellation);
        digest.Dates = first <= last ? (Timestamp.ToDate(first), Timestamp.ToDate(last)) : null;
        return digest;
    }

    private void TakeOrders(LoadedStore store, SourceDigest digest, ReadRange? range, ref int first, ref int last, CancellationToken cancellation)
    {
        StoredNames.Read(engine, adRows, store, range, digest, cancellation);
        digest.Orders.Add(store.Orders(range));
        if (store.OrderHours is { } hours)
            (first, last) = (Math.Min(first, DayOf(hours.First)), Math.Max(last, DayOf(hours.Last)));

        static int DayOf(int hour) => (int)Math.Floor(hour / 24.0);
    }

    private static UInt128 Hash(string text) => XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(text));

    private long ReadOrders(SourceDigest digest, ref int first, ref int last, Action<long> progress, CancellationToken cancellation)
    {
        // A day more at both ends: what is read of the days in reach is read of them whole.
        var loader = new SourceLoader(options, source, engine.Rows, engine.Connection);
        var range = loader.OrderRange is { } reach ? reach with { From = reach.From - MicrosecondsPerDay, Until = reach.Until + MicrosecondsPerDay } : null;
        var (firstDay, lastDay) = (first, last);
        var rows = PartLoad.Read(
            either => source.OpenParts(SourceTable.ShopifyOrders, range, options.Threads ?? source.Readers(Environment.ProcessorCount), either),
            () => new OrderDays(new(_zone)),
            (part, reader) => part.Add(reader),
            part =>
            {
                digest.Orders.Add(part.Digests);
                (firstDay, lastDay) = (Math.Min(firstDay, part.First), Math.Max(lastDay, part.Last));
            },
            progress,
            cancellation);
        (first, last) = (firstDay, lastDay);
        return rows;
    }

    // A clock remembers where it was asked last, so that each part needs its own.
    private sealed class OrderDays(LocalClock clock)
    {
        public DayDigests Digests { get; } = new();

        public int First { get; private set; } = int.MaxValue;

        public int Last { get; private set; } = int.MinValue;

        public void Add(TableReader reader)
        {
            var day = (int?)null;
            if (SourceValue.TryTime(reader, OrderColumns.CreatedAt, out var time) && time is { } created)
            {
                day = LocalClock.UtcDay(created);
                var local = clock.Day(created);
                (First, Last) = (Math.Min(First, local), Math.Max(Last, local));
            }
            Digests.Add(day, (UInt128)(ulong)OrderText.HashOfAll(reader));
        }
    }
}
