using System.Globalization;
using UtmAttribution.Backfilling;
using UtmAttribution.Loading;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sources;
using UtmAttribution.Time;

namespace UtmAttribution.Storing;

/// <summary>
/// What the rows of every day of a source table are now, as stamps: the source's own where it can tell without sending rows; else the
/// hashes of the rows of its files, of which only those are read that were written since they were last.
/// </summary>
/// <param name="source">The source.</param>
/// <param name="parts">In how many parts a file may be read at a time.</param>
/// <param name="store">Remembers the files.</param>
internal sealed class SourceDays(ISource source, int parts, StoreFile store)
{
    /// <summary>How many rows had to be read.</summary>
    public long RowsRead { get; private set; }

    /// <summary>Stamps by day, those of the range at least.</summary>
    public Dictionary<int, string> Find(StoredTable table, ReadRange? range, Action<long> progress, CancellationToken cancellation)
    {
        if (source.StampDays(table.Source, table.DayColumn, range, cancellation) is { } stamps)
            return stamps.ToDictionary(stamp => stamp.Day ?? StoredTable.NoDay, stamp => stamp.Stamp);

        var days = new DayDigests();
        if (source.FilesOf(table.Source, cancellation) is not { } files)
        {
            ReadRows(source, table, days, progress, cancellation);
        }
        else
        {
            var known = Known(table, cancellation);
            Forget(table, files, cancellation);
            foreach (var file in files)
                days.Add(known.GetValueOrDefault((file.Name, file.Stamp)) ?? Read(file, table, progress, cancellation));
        }
        return days.All.ToDictionary(day => day.Day ?? StoredTable.NoDay, day => Text(day.Hash));
    }

    /// <summary>A hash as text.</summary>
    public static string Text(UInt128 hash) => hash.ToString("x32", CultureInfo.InvariantCulture);

    /// <summary>A hash that was a text.</summary>
    public static UInt128 Hash(string text) => UInt128.Parse(text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private Dictionary<(string File, string Stamp), DayDigests> Known(StoredTable table, CancellationToken cancellation)
    {
        using var reader = store.Connection.ExecuteReader($"""
            select files.file, files.stamp, days.day, days.hash
            from {StoreFile.Name}.store_files as files
            left join {StoreFile.Name}.store_file_days as days on days.source = files.source and days.file = files.file
            where files.source = {Sql.Text(table.Source.Name)}
            """, cancellation);
        var known = new Dictionary<(string, string), DayDigests>();
        while (reader.Read())
        {
            var file = (reader.GetString(0), reader.GetString(1));
            if (!known.TryGetValue(file, out var days))
                known.Add(file, days = new());
            if (!reader.IsDBNull(2))
                days.Add(reader.GetInt32(2) is var day && day == StoredTable.NoDay ? null : day, Hash(reader.GetString(3)));
        }
        return known;
    }

    private void Forget(StoredTable table, IReadOnlyList<SourceFile> files, CancellationToken cancellation)
    {
        var names = string.Join(", ", files.Select(file => Sql.Text(file.Name)).DefaultIfEmpty("null"));
        foreach (var kept in (string[])["store_files", "store_file_days"])
            store.Connection.Execute($"delete from {StoreFile.Name}.{kept} where source = {Sql.Text(table.Source.Name)} and file not in ({names})", cancellation);
    }

    private DayDigests Read(SourceFile file, StoredTable table, Action<long> progress, CancellationToken cancellation)
    {
        var days = new DayDigests();
        using (var alone = file.Open())
            ReadRows(alone, table, days, progress, cancellation);
        var (source, name) = (Sql.Text(table.Source.Name), Sql.Text(file.Name));
        var rows = days.All.Select(day => $"({source}, {name}, {day.Day ?? StoredTable.NoDay}, '{Text(day.Hash)}')").ToList();
        store.Change(() => store.Connection.Execute(
            $"""
            delete from {StoreFile.Name}.store_files where source = {source} and file = {name};
            delete from {StoreFile.Name}.store_file_days where source = {source} and file = {name};
            insert into {StoreFile.Name}.store_files values ({source}, {name}, {Sql.Text(file.Stamp)});
            {(rows.Count == 0 ? "" : $"insert into {StoreFile.Name}.store_file_days values {string.Join(", ", rows)}")}
            """, cancellation));
        return days;
    }

    private void ReadRows(ISource from, StoredTable table, DayDigests days, Action<long> progress, CancellationToken cancellation)
    {
        RowsRead += PartLoad.Read(
            either => from.OpenParts(table.Source, range: null, parts, either),
            () => (Days: new DayDigests(), AdRow: new AdRowHash()),
            (part, reader) =>
            {
                if (table == StoredTable.Orders)
                    part.Days.Add(SourceValue.TryTime(reader, OrderColumns.CreatedAt, out var time) && time is { } created ? LocalClock.UtcDay(created) : null, (UInt128)(ulong)OrderText.HashOfAll(reader));
                else
                    part.Days.Add(SourceValue.TryDate(reader, AdColumns.DateStart, out var date) ? date : null, (UInt128)part.AdRow.Of(reader));
            },
            part => days.Add(part.Days),
            progress,
            cancellation);
    }
}
