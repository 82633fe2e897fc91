using System.Globalization;
using System.IO.Hashing;
using System.Text;
using UtmAttribution.Backfilling;
using UtmAttribution.Engines;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Money;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sources;
using UtmAttribution.Time;

namespace UtmAttribution.Storing;

/// <summary>
/// Brings a store up to its source: the days whose rows are others than when they were loaded are loaded again, piece by piece, each
/// whole or not at all.
/// </summary>
/// <param name="options">What is computed, its currency given.</param>
/// <param name="source">The source, which was checked.</param>
/// <param name="store">The store.</param>
/// <param name="folder">Where rows are loaded to before they are kept.</param>
/// <param name="stages">Hears of the stages.</param>
internal sealed class StoreUpdate(AttributionOptions options, ISource source, StoreFile store, string folder, Stages stages)
{
    private readonly LoadedRows _rows = new(store.Connection, folder);
    private readonly LabelDays _labels = new(store.Connection, options);

    /// <summary>Does it, for the orders of the options' dates and all ads.</summary>
    public void Run(FxRates rates, CancellationToken cancellation)
    {
        var loader = new SourceLoader(options, source, _rows, store.Connection);
        var accounts = loader.LoadAccounts(cancellation);
        var ratesOf = rates.All.GroupBy(rate => rate.Day).ToDictionary(
            day => day.Key, day => string.Join(' ', day.Select(rate => $"{rate.Currency} {rate.Rate}").Order(StringComparer.Ordinal)));
        var currencies = accounts.Currencies;

        // The local date of an order may be the one before or after that of UTC.
        Update(StoredTable.Ads, range: null, day => $"{RatesOf(day)} {currencies}", LoadAds, cancellation);
        Update(StoredTable.Orders, loader.OrderRange, day => $"{RatesOf(day - 1)},{RatesOf(day)},{RatesOf(day + 1)}", LoadOrders, cancellation);

        string RatesOf(int day) => ratesOf.GetValueOrDefault(day, "");

        Loaded LoadAds(int from, int until, Action<long> progress)
        {
            var read = loader.LoadAds(StoredTable.Ads.Range(from, until), rates, accounts, progress, cancellation);
            _labels.Make(cancellation);
            return new(read, PathsSeen: 0, AdDigests.Read(store.Connection, cancellation));
        }

        Loaded LoadOrders(int from, int until, Action<long> progress)
        {
            var digests = new DayDigests();
            var (read, paths) = loader.LoadPiece(
                new(StoredTable.Orders.Range(from, until), HasUndated: from == StoredTable.NoDay), rates, digests, progress, cancellation);
            return new(read, paths, digests);
        }
    }

    private void Update(
        StoredTable table, ReadRange? range, Func<int, string> rulesOf, Func<int, int, Action<long>, Loaded> load, CancellationToken cancellation)
    {
        var noun = table == StoredTable.Ads ? "ads" : "orders";
        var (first, end) = range is null ? (int.MinValue + 1, int.MaxValue) : (LocalClock.UtcDay(range.From), LocalClock.UtcDay(range.Until - 1) + 1);
        var now = new Dictionary<int, string>();
        var pieces = new List<(int From, int Until)>();
        stages.Run($"look for changes of {noun}", progress =>
        {
            var days = new SourceDays(source, options.Threads ?? source.Readers(Environment.ProcessorCount), store);
            foreach (var (day, stamp) in days.Find(table, range is null ? null : table.Range(first, end), progress, cancellation).Where(day => IsAsked(day.Key)))
                now.Add(day, $"{stamp} {Hash(rulesOf(day))}");
            var kept = Kept(table, cancellation);
            var stale = now.Keys.Union(kept.Keys).Where(day => IsAsked(day) && now.GetValueOrDefault(day) != kept.GetValueOrDefault(day));
            pieces = [.. StorePieces.Of(stale, source.ReadsRanges(table.Source, table.DayColumn, cancellation))];
            return days.RowsRead;
        });
        if (pieces.Count == 0)
            return;
        stages.Run($"load {noun}", progress =>
        {
            var (read, kept) = (0L, 0L);
            foreach (var (from, until) in pieces)
            {
                var loaded = load(from, until, done => progress(read + done));
                read += loaded.Read;
                store.Change(() => kept += Keep(table, from, until, loaded, now, cancellation));
                Clear(cancellation);
            }
            return kept;
        });

        bool IsAsked(int day) => day == StoredTable.NoDay || (day >= first && day < end);
    }

    private Dictionary<int, string> Kept(StoredTable table, CancellationToken cancellation)
    {
        using var reader = store.Connection.ExecuteReader(
            $"select day, stamp from {StoreFile.Name}.store_days where source = {Sql.Text(table.Source.Name)}", cancellation);
        var kept = new Dictionary<int, string>();
        while (reader.Read())
            kept.Add(reader.GetInt32(0), reader.GetString(1));
        return kept;
    }

    // In the place of what is kept of these days comes what was loaded of them.
    private long Keep(StoredTable table, int from, int until, Loaded loaded, Dictionary<int, string> now, CancellationToken cancellation)
    {
        var (connection, name, source) = (store.Connection, StoreFile.Name, Sql.Text(table.Source.Name));
        var days = from == StoredTable.NoDay ? $"day = {StoredTable.NoDay}" : $"day >= {from} and day < {until}";
        if (connection.Scalar<bool>($"select count(*) > 0 from {name}.store_days where source = {source} and {days}", cancellation))
        {
            Remove(table, table.Condition(from, until), $"source = {source} and {days}", cancellation);
            connection.Execute($"delete from {name}.{table.ByDay} where {days}", cancellation);
        }

        var before = connection.Scalar<long>($"select last_number from {name}.store_numbers", cancellation);
        var piece = 1 + connection.Scalar<long>($"select coalesce(max(piece), 0) from {name}.store_pieces", cancellation);
        var rows = 0L;
        foreach (var relation in table.Relations)
        {
            var shifted = RelationShapes.Of(connection, relation).Select(column => Shifted(table, column.Name, before));
            var number = table.Dictionaries.GetValueOrDefault(relation);
            var condition = relation == table.Rows ? table.Condition(from, until) : number is null ? "true" : $"{number} <> 0";
            var inserted = connection.Execute($"insert into {name}.{relation} select {piece}, {string.Join(", ", shifted)} from {relation} where {condition}", cancellation);
            rows += relation == table.Rows ? inserted : 0;
            // What stands for none stands there once.
            if (number is not null && connection.Scalar<bool>($"select count(*) = 0 from {name}.{relation} where piece = 0", cancellation))
                connection.Execute($"insert into {name}.{relation} select 0, * from {relation} where {number} = 0", cancellation);
        }

        var byDay = table.ColumnsByDay.Select(column => Shifted(table, column, before));
        connection.Execute($"insert into {name}.{table.ByDay} select {piece}, {string.Join(", ", byDay)} from ({table.RowsByDay}) where {days}", cancellation);

        var numbers = table.Dictionaries.Select(texts => (Relation: texts.Key, Number: texts.Value)).Append((Relation: table.Rows, table.Number))
            .Select(counted => $"coalesce((select max({counted.Number}) from {counted.Relation}), 0)");
        connection.Execute($"""
            update {name}.store_numbers set last_number = {before} + greatest({string.Join(", ", numbers)});
            insert into {name}.store_pieces values ({piece}, {loaded.PathsSeen})
            """, cancellation);
        var hashes = loaded.Digests.All.ToDictionary(day => day.Day ?? StoredTable.NoDay);
        var kept = now.Where(day => from == StoredTable.NoDay ? day.Key == from : day.Key >= from && day.Key < until).Select(day =>
        {
            var (_, count, hash) = hashes.GetValueOrDefault(day.Key);
            return string.Create(CultureInfo.InvariantCulture, $"({source}, {day.Key}, {piece}, {Sql.Text(day.Value)}, {count}, '{SourceDays.Text(hash)}')");
        }).ToList();
        if (kept.Count > 0)
            connection.Execute($"insert into {name}.store_days values {string.Join(", ", kept)}", cancellation);
        return rows;
    }

    // Numbers go on after those that were given before; none stays none.
    private static string Shifted(StoredTable table, string column, long before) =>
        table.IsNumber(column) ? $"if({column} = 0, 0, {column} + {before})::integer" : column;

    private void Remove(StoredTable table, string rows, string days, CancellationToken cancellation)
    {
        var name = StoreFile.Name;
        foreach (var relation in table.Details)
            store.Connection.Execute($"delete from {name}.{relation} where {table.Number} in (select {table.Number} from {name}.{table.Rows} where {rows})", cancellation);
        store.Connection.Execute($"""
            delete from {name}.{table.Rows} where {rows};
            delete from {name}.store_days where {days};
            delete from {name}.store_pieces where piece not in (select piece from {name}.store_days)
            """, cancellation);
        // Texts go when no day is left of all that were loaded with them.
        foreach (var relation in table.Dictionaries.Keys)
            store.Connection.Execute($"delete from {name}.{relation} where piece <> 0 and piece not in (select piece from {name}.store_pieces)", cancellation);
    }

    // The tables of a run are empty again.
    private void Clear(CancellationToken cancellation)
    {
        _labels.Drop(cancellation);
        foreach (var relation in (IEnumerable<string>)[.. LoadedTables.OfOrders, .. LoadedTables.OfAds])
        {
            if (!_rows.Drop(relation))
                store.Connection.Execute($"drop table if exists {relation}", cancellation);
        }
        store.Connection.Execute(LoadedTables.CreateOrders + LoadedTables.CreateAds, cancellation);
    }

    private static string Hash(string text) => SourceDays.Text(XxHash128.HashToUInt128(Encoding.UTF8.GetBytes(text)));

    private sealed record Loaded(long Read, long PathsSeen, DayDigests Digests);
}
