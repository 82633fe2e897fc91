using UtmAttribution.DuckDb.Interop;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb;

/// <summary>
/// A connection: it runs one query at a time, and starting another ends a result that is still being read. Only
/// <see cref="Progress"/> and <see cref="Interrupt"/> may be called from other threads meanwhile.
/// </summary>
public sealed class DuckDBConnection : IDisposable
{
    private const string SessionSettings = "set TimeZone = 'UTC'; set errors_as_json = true";

    private DuckDBResult? _streaming;

    private DuckDBConnection(ConnectionHandle handle) => Handle = handle;

    internal ConnectionHandle Handle { get; }

    /// <summary>
    /// How far the running query is, where <see cref="TrackProgress"/> has been called. Any thread may ask, at any time, also after
    /// the connection is closed.
    /// </summary>
    public DuckDBQueryProgress Progress
    {
        get
        {
            try
            {
                var progress = duckdb_query_progress(Handle);
                return new(progress.Percentage, (long)progress.RowsProcessed, (long)progress.TotalRows);
            }
            catch (ObjectDisposedException)
            {
                return DuckDBQueryProgress.Unknown;
            }
        }
    }

    /// <summary>Makes the engine keep account of how far its queries are, which costs one or two percent of their time.</summary>
    public void TrackProgress() => Execute("set enable_progress_bar = true; set enable_progress_bar_print = false");

    /// <summary>Runs one or many statements to their end, rows that they return are dropped.</summary>
    /// <returns>The rows that the last statement inserted, updated, deleted or copied; 0 for other statements.</returns>
    /// <exception cref="DuckDBException">A statement fails; those before it stay done (unless in a transaction).</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled; the running statement is undone.</exception>
    public long Execute(string sql, CancellationToken ct = default)
    {
        var changed = 0L;
        using var statements = SqlStatements.Parse(this, sql);
        for (var i = 0; i < statements.Count; i++)
        {
            using var statement = statements.Prepare(i, ct);
            changed = statement.Execute(ct);
        }

        return changed;
    }

    /// <summary>Prepares exactly one statement for running once or many times, with parameters (<c>?</c>, <c>$1</c>, <c>$name</c>).</summary>
    /// <exception cref="DuckDBException">The statement is wrong.</exception>
    /// <exception cref="ArgumentException">The text holds no statement or several.</exception>
    public DuckDBPreparedStatement Prepare(string sql)
    {
        using var statements = SqlStatements.Parse(this, sql);
        return statements.Count == 1
            ? statements.Prepare(0)
            : throw new ArgumentException($"Expected is one statement; the text has {statements.Count}.", nameof(sql));
    }

    /// <summary>Runs a query whose rows are then fetched chunk by chunk while it works. Statements before the last one are run to their end.</summary>
    /// <param name="sql">One or many statements; the result is the last one's.</param>
    /// <param name="ct">Ends the query, also while rows are fetched.</param>
    /// <exception cref="DuckDBException">A statement fails.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="ArgumentException">The text holds no statement.</exception>
    public DuckDBResult Query(string sql, CancellationToken ct = default)
    {
        using var statements = SqlStatements.Parse(this, sql);
        if (statements.Count == 0)
            throw new ArgumentException("The text holds no statement.", nameof(sql));
        for (var i = 0; i < statements.Count - 1; i++)
        {
            using var statement = statements.Prepare(i, ct);
            statement.Execute(ct);
        }

        using var last = statements.Prepare(statements.Count - 1, ct);
        return last.Query(ct);
    }

    /// <summary>Runs a query (see <see cref="Query"/>) and reads its rows one by one.</summary>
    /// <inheritdoc cref="Query" path="/exception"/>
    public DuckDBDataReader ExecuteReader(string sql, CancellationToken ct = default) => new(Query(sql, ct));

    /// <summary>The first row's first value.</summary>
    /// <typeparam name="T">As for <see cref="DuckDBDataReader.GetFieldValue{T}"/>; a nullable type where the value may be NULL or missing.</typeparam>
    /// <exception cref="InvalidCastException">The value is of another type, or it is NULL or missing and <typeparamref name="T"/> is not nullable.</exception>
    /// <inheritdoc cref="Query" path="/exception"/>
    public T Scalar<T>(string sql, CancellationToken ct = default)
    {
        using var reader = ExecuteReader(sql, ct);
        if (reader.Read())
            return reader.GetFieldValue<T>(0);
        return default(T) is null ? default! : throw new InvalidCastException($"The query gave no row; expected is a value of {typeof(T).Name}.");
    }

    /// <summary>Starts adding rows to a table.</summary>
    /// <param name="table">The table's name, not quoted.</param>
    /// <param name="schema">Its schema, not quoted. Default: the schema in use.</param>
    /// <exception cref="DuckDBException">There is no such table.</exception>
    public DuckDBAppender CreateAppender(string table, string? schema = null) => DuckDBAppender.Create(this, table, schema);

    /// <summary>Stops the running query, which then fails with <see cref="DuckDBErrorType.Interrupt"/>. Any thread may call it, at any time.</summary>
    public void Interrupt()
    {
        try
        {
            duckdb_interrupt(Handle);
        }
        catch (ObjectDisposedException)
        {
            // Nothing runs on a closed connection.
        }
    }

    /// <summary>Closes the connection; an open transaction is rolled back.</summary>
    public void Dispose() => Handle.Dispose();

    internal static DuckDBConnection Start(ConnectionHandle handle)
    {
        var connection = new DuckDBConnection(handle);
        try
        {
            connection.Execute(SessionSettings);
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    internal void Streams(DuckDBResult result) => _streaming = result;

    /// <summary>
    /// Ends the query of a result that was not read to its end: it would hold its transaction and memory until the next query.
    /// </summary>
    internal void EndStream(DuckDBResult result)
    {
        if (_streaming != result)
            return;
        _streaming = null;
        if (Handle.IsClosed)
            return;
        // To prepare anything (here nothing, which fails) first ends what is running.
        _ = duckdb_prepare(Handle, "", out var statement);
        statement.Dispose();
    }
}
