using System.Data.Common;
using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines.Postgres;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Engines;

/// <summary>
/// A PostgreSQL server (14 or newer) that runs the models itself, in a work schema of its own: the same texts as in the embedded
/// engine, over the same loaded tables, which are sent to it. Channel rules are the embedded engine's to match, for their patterns
/// are its own: the few distinct profiles and ads come out, and the numbers of their rules go back.
/// </summary>
public sealed class PostgresEngine : IEngine
{
    private const string RuleFunction = "channel_rule";

    private readonly DuckDbEngine _embedded;
    private readonly NpgsqlConnection _connection;
    private readonly RelationCopy _copy;
    private readonly ModelRunner _models;
    private readonly DistributedServer? _distributed;
    private IReadOnlyDictionary<string, IReadOnlyList<DuckDBColumn>> _shapes = new Dictionary<string, IReadOnlyList<DuckDBColumn>>();

    /// <summary>Connects, makes the work schema and the functions that models use, and removes what runs left that died.</summary>
    /// <param name="server">The database. The role needs the right to create schemas in it.</param>
    /// <param name="embedded">The engine that loads; it stays its owner's to dispose of.</param>
    /// <param name="now">Names a schema that is kept.</param>
    /// <param name="keep">Whether the work schema stays after the run.</param>
    /// <param name="distribute">Whether the workers of a distributed server run the models.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="ServerException">The server can't be reached or refuses.</exception>
    /// <exception cref="PublishException">The server is too old, or has no workers where it should.</exception>
    public PostgresEngine(PostgresServer server, DuckDbEngine embedded, DateTimeOffset now, bool keep, bool distribute, CancellationToken cancellation)
    {
        (Server, _embedded) = (server, embedded);
        _connection = server.Connect(cancellation);
        _distributed = distribute ? new(_connection) : null;
        _copy = new(embedded.Connection, _connection, _distributed);
        _models = new(_connection, _distributed);
        try
        {
            ServerCheck.Verify(server, _connection);
            Work = Guard("making the work schema", () =>
            {
                _distributed?.Check(server);
                _connection.Run(Planning("set"));
                var work = WorkSchema.Create(_connection, now, keep);
                _connection.Run(SqlModel.Text("bridge/postgres.sql"));
                _distributed?.Begin();
                return work;
            }, cancellation);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>The statements that tell a server how to plan queries over this engine's relations.</summary>
    /// <param name="set"><c>set</c>, or <c>set local</c> for the transaction at hand.</param>
    /// <remarks>
    /// Sorts of millions of rows are not what a server's defaults are made for, and no join of a model is one of few rows with many: a nested
    /// loop is only ever chosen by a wrong guess.
    /// </remarks>
    internal static string Planning(string set) => $"{set} work_mem = '128MB'; {set} jit = off; {set} enable_nestloop = off; {set} enable_memoize = off";

    /// <inheritdoc/>
    public string Description => $"PostgreSQL {_connection.PostgreSqlVersion}{_distributed?.Description}";

    /// <inheritdoc/>
    public double Progress => -1;

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => Work.IsKept
        ? [$"The models' relations stay in schema {Work.Name} of {Server.Description}. When they have been looked at: drop schema {Work.Name} cascade"]
        : [];

    /// <summary>Where the models run.</summary>
    internal PostgresServer Server { get; }

    /// <summary>Where their relations are.</summary>
    internal WorkSchema Work { get; }

    /// <summary>The columns of a relation as the embedded engine would have them.</summary>
    internal IReadOnlyList<DuckDBColumn> Columns(string relation) => _shapes[relation];

    /// <summary>What reads the orders of a source inside the server; null where they are elsewhere, or only the loader knows how to read them.</summary>
    internal ServerOrders? OrdersOf(ISource source, ReadRange? range, CancellationToken cancellation) =>
        source is PostgresSource database && database.IsReadBy(Server) && database.OrdersInPlace(range, cancellation) is { } orders
            ? new(orders, this)
            : null;

    /// <summary>Takes everything that the embedded engine has loaded; it keeps nothing of it.</summary>
    /// <param name="nameOf">The name that a relation has on the server; null where it keeps its own.</param>
    /// <param name="progress">Hears of the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The rows.</returns>
    internal long Take(Func<string, string>? nameOf, Action<long>? progress, CancellationToken cancellation) => Guard("taking the loaded tables", () =>
    {
        var relations = RelationShapes.Names(_embedded.Connection);
        _shapes = RelationShapes.OfRun(_embedded.Connection, relations);
        var taken = 0L;
        foreach (var relation in relations)
        {
            var before = taken;
            taken += _copy.ToServer(relation, nameOf?.Invoke(relation) ?? relation, rows => progress?.Invoke(before + rows), cancellation);
            _embedded.Drop(relation, cancellation);
        }

        return taken;
    }, cancellation);

    /// <inheritdoc/>
    public long Run(SqlModel model, CancellationToken cancellation) => Guard($"running model '{model.Name}'", () =>
    {
        var rows = model.Calls(RuleFunction) ? RunEmbedded(model, cancellation) : _models.Run(model, cancellation);
        foreach (var relation in SqlModel.LastReadBy(model))
            Drop(relation);
        return rows;
    }, cancellation);

    /// <summary>Runs one select on the server, whatever it reads.</summary>
    /// <returns>The rows of the relation.</returns>
    internal long RunOnServer(SqlModel model, CancellationToken cancellation) =>
        Guard($"running '{model.Name}'", () => _models.Run(model, cancellation), cancellation);

    /// <summary>Does something small on the engine's connection.</summary>
    internal T Ask<T>(string doing, Func<NpgsqlConnection, T> work, CancellationToken cancellation) =>
        Guard(doing, () => work(_connection), cancellation);

    /// <inheritdoc/>
    public long Fill(string relation, Action<DuckDBAppender> rows, CancellationToken cancellation) => Guard($"filling '{relation}'", () =>
    {
        _embedded.Connection.Execute($"create table {relation} ({string.Join(", ", Columns(relation))})", cancellation);
        _embedded.Fill(relation, rows, cancellation);
        // What was sent without rows is a view.
        _connection.Run($"drop view {PostgresName.Quote(relation)}");
        var sent = _copy.ToServer(relation, relation, progress: null, cancellation);
        _embedded.Drop(relation, cancellation);
        return sent;
    }, cancellation);

    /// <inheritdoc/>
    public DbDataReader ExecuteReader(string sql, CancellationToken cancellation) => Guard("asking for totals", DbDataReader () =>
    {
        using var command = new NpgsqlCommand(sql, _connection);
        using var stop = cancellation.Register(command.Cancel);
        return command.ExecuteReader();
    }, cancellation);

    /// <inheritdoc/>
    public DuckDbEngine Embed(IReadOnlyList<Dataset> datasets, CancellationToken cancellation) => Guard("fetching the datasets", () =>
    {
        var relations = datasets.SelectMany(dataset => dataset.Lookups.Select(lookup => lookup.Relation).Prepend(dataset.Name)).Distinct().ToList();
        foreach (var relation in relations)
            _copy.ToEmbedded(relation, SessionPlaces.OnServer(_embedded.Connection, Columns(relation)), cancellation);
        SessionPlaces.Number(_embedded.Connection, Datasets.Sessions.Name, relations.Where(relation => SessionPlaces.AreIn(Columns(relation))), cancellation);
        foreach (var dataset in datasets.Where(dataset => dataset.GrainRelation != dataset.Name))
            _embedded.Connection.Execute($"create or replace view {dataset.GrainRelation} as select {dataset.DateColumn} from {dataset.Name}", cancellation);
        return _embedded;
    }, cancellation);

    /// <summary>Removes the work schema, unless it is kept, and closes the connection.</summary>
    public void Dispose()
    {
        try
        {
            Work.Drop(_connection);
        }
        catch (Exception fault) when (fault is NpgsqlException or InvalidOperationException or ObjectDisposedException)
        {
            // The connection is gone: the next run in the database removes the schema.
        }

        _connection.Dispose();
    }

    private long RunEmbedded(SqlModel model, CancellationToken cancellation)
    {
        foreach (var relation in model.Relations)
            _copy.ToEmbedded(relation, Columns(relation), cancellation);
        _embedded.Run(model, cancellation);
        var rows = _copy.ToServer(model.Name, model.Name, progress: null, cancellation);
        foreach (var relation in model.Relations.Append(model.Name))
            _embedded.Drop(relation, cancellation);
        return rows;
    }

    /// <summary>Drops a table, and views over it, which have been read too. What is a view itself takes no room.</summary>
    internal bool Drop(string relation)
    {
        var isTable = _connection.Value<bool>("select exists (select from pg_class where oid = to_regclass($1) and relkind = 'r')", PostgresName.Quote(relation));
        if (isTable)
            _connection.Run($"drop table {PostgresName.Quote(relation)} cascade");
        return isTable;
    }

    private T Guard<T>(string doing, Func<T> work, CancellationToken cancellation) =>
        TargetServer.Guard(Server, doing, "Nothing was published.", work, cancellation);
}
