using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>
/// Tables of a PostgreSQL database, all of one snapshot: what others commit while it is read is not seen. Columns are
/// discovered; only those that are needed, and only the rows of the range, come over. Nothing is ever written.
/// </summary>
public sealed class PostgresSource : ISource
{
    private const int FirstVersionWithBlockRanges = 14;

    private readonly PostgresServer _server;
    private readonly PostgresTables _tables;
    private readonly Dictionary<string, Relation?> _known = new(StringComparer.Ordinal);
    private readonly List<string> _warnings = [];
    private Snapshot? _snapshot;

    /// <summary>Names a database; it is connected to when it is first asked.</summary>
    /// <param name="server">The server and the database.</param>
    /// <param name="tables">The tables' names in it; null for the contract's own.</param>
    public PostgresSource(PostgresServer server, PostgresTables? tables = null) => (_server, _tables) = (server, tables ?? new());

    /// <inheritdoc/>
    public string Description => _server.Description;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => _warnings;

    /// <inheritdoc/>
    public void Check(CancellationToken cancellation)
    {
        foreach (var table in SourceTable.All)
        {
            if (Find(table, cancellation) is { } relation)
                _ = Query(table, relation, range: null); // Throws where a column's type can't be read.
        }
        var unzoned = SourceTable.All
            .Where(table => _known[table.Name] is not null)
            .SelectMany(table => CopyQuery.TimesWithoutZone(table, _known[table.Name]!).Select(column => $"{_known[table.Name]!.Name}.{column}")).ToList();
        if (_snapshot!.IsUncheckedText)
            _warnings.Add("The database has encoding SQL_ASCII, which lets texts be of any: they are read as UTF-8, with U+FFFD for bytes that are not.");
        if (unzoned.Count > 0)
            _warnings.Add($"Times without a time zone are taken as UTC: {string.Join(", ", unzoned)} (timestamp; timestamptz has a zone).");
    }

    /// <inheritdoc/>
    /// <remarks>Where the server is on this machine too, it needs a core for each reader: measured, more of them get into each other's way.</remarks>
    public int Readers(int cores) => _server.IsOnThisMachine ? Math.Max(1, cores / 2) : cores;

    /// <inheritdoc/>
    public TableReader? Open(SourceTable table, ReadRange? range, CancellationToken cancellation) =>
        OpenParts(table, range, 1, cancellation) is [var only] ? only : null;

    /// <inheritdoc/>
    public IReadOnlyList<TableReader> OpenParts(SourceTable table, ReadRange? range, int parts, CancellationToken cancellation)
    {
        if (Find(table, cancellation) is not { } relation)
            return [];
        var query = Query(table, relation, range);
        var pieces = _snapshot!.ServerVersion >= FirstVersionWithBlockRanges ? BlockRanges.Of(relation.Blocks, parts) : BlockRanges.All;
        var readers = new List<TableReader>();
        try
        {
            foreach (var blocks in pieces)
                readers.Add(Guard($"reading table '{relation.Name}'", () => Start(query, blocks, relation, cancellation), cancellation));
            return readers;
        }
        catch
        {
            readers.ForEach(reader => reader.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public long? EstimateRows(SourceTable table, ReadRange? range) => range is null ? _known.GetValueOrDefault(table.Name)?.RowsEstimate : null;

    /// <inheritdoc/>
    /// <remarks>Rows are told apart by their columns, JSON by its size as the server stores it.</remarks>
    public IReadOnlyList<DayStamp>? StampDays(SourceTable table, string column, ReadRange? range, CancellationToken cancellation)
    {
        if (Find(table, cancellation) is not { } relation || StampQuery.Of(table, relation, column, range, _snapshot!.ServerVersion) is not { } query)
            return null;
        return Guard($"looking for changes in table '{relation.Name}'", () => _snapshot!.Ask(connection => Stamps(connection, query, cancellation)), cancellation);
    }

    /// <inheritdoc/>
    public bool ReadsRanges(SourceTable table, string column, CancellationToken cancellation) =>
        Find(table, cancellation)?.FindTime(column) is not null;

    /// <inheritdoc/>
    public void Dispose()
    {
        _snapshot?.Dispose();
        _snapshot = null;
    }

    /// <summary>The orders as a connection to this database can read them where they are; null where only the loader knows how.</summary>
    internal OrdersInPlace? OrdersInPlace(ReadRange? range, CancellationToken cancellation) =>
        Find(SourceTable.ShopifyOrders, cancellation) is { } relation && !_snapshot!.IsUncheckedText
            ? Postgres.OrdersInPlace.Find(relation, range, _snapshot.Id)
            : null;

    /// <summary>Whether a connection reads the same database as the same role.</summary>
    internal bool IsReadBy(PostgresServer server) => _server.IsSameDatabase(server) && _server.User == server.User;

    /// <summary>The statement that reads a whole table.</summary>
    internal string Statement(SourceTable table, CancellationToken cancellation) => Query(table, Find(table, cancellation)!, range: null).Sql();

    private static List<DayStamp> Stamps(NpgsqlConnection connection, string query, CancellationToken cancellation)
    {
        using var command = new NpgsqlCommand(query, connection) { CommandTimeout = 0 };
        using var cancel = cancellation.Register(command.Cancel);
        using var reader = command.ExecuteReader();
        var stamps = new List<DayStamp>();
        while (reader.Read())
            stamps.Add(new(reader.IsDBNull(0) ? null : reader.GetInt32(0), reader.GetString(1)));
        return stamps;
    }

    // What a table is in the database is found out once.
    private Relation? Find(SourceTable table, CancellationToken cancellation)
    {
        lock (_known)
            return FindOnce(table, cancellation);
    }

    private Relation? FindOnce(SourceTable table, CancellationToken cancellation)
    {
        _snapshot ??= Guard("taking a snapshot", () => new Snapshot(_server, cancellation), cancellation);
        if (!_known.TryGetValue(table.Name, out var relation))
        {
            relation = Guard($"looking for table '{table.Name}'", () => _snapshot.Ask(connection => new Catalogue(connection, _server, _tables).Find(table)), cancellation);
            _known.Add(table.Name, relation);
        }
        return relation;
    }

    private CopyQuery Query(SourceTable table, Relation relation, ReadRange? range) =>
        new(table, relation, range, _server.Description, _snapshot!.ServerVersion);

    private CopyReader Start(CopyQuery query, (long? From, long? Until)? blocks, Relation relation, CancellationToken cancellation)
    {
        var copy = new RunningCopy(_snapshot!, query.Sql(blocks), cancellation);
        return new CopyReader(copy.Receive, query.Wires, _snapshot!.IsUncheckedText, fault => Explain(fault, $"reading table '{relation.Name}'", cancellation), copy.End);
    }

    private T Guard<T>(string doing, Func<T> body, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            return body();
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException)
        {
            throw Explain(fault, doing, cancellation);
        }
    }

    private Exception Explain(Exception fault, string doing, CancellationToken cancellation) => cancellation.IsCancellationRequested
        ? new OperationCanceledException(cancellation)
        : PostgresFault.Explain(_server, fault, doing) ?? fault;
}
