using System.Data.Common;
using System.Globalization;
using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Engines;

/// <summary>The embedded engine: DuckDB in this process.</summary>
public sealed class DuckDbEngine : IEngine
{
    /// <summary>The name of the file in the temporary directory that holds the relations.</summary>
    internal const string ScratchFileName = "relations.duckdb";

    // Giving room back waits for the disk: worth it for large runs only.
    private const long BytesUntilFreed = 8L << 30;

    private static readonly string[] Units = ["bytes", "KiB", "MiB", "GiB", "TiB"];

    private readonly FileInfo? _scratch;
    private readonly int _threads;
    private long _keptBytes;

    /// <summary>Starts an engine. It keeps relations in a file in its temporary directory, where it has one.</summary>
    /// <param name="settings">Its memory, threads and temporary directory.</param>
    /// <exception cref="InvalidOptionException">A setting has a value that the engine does not take.</exception>
    public DuckDbEngine(DuckDBSettings settings)
    {
        try
        {
            if (settings.TempDirectory is { } folder)
                _scratch = new(Path.Combine(folder, ScratchFileName));
            Database = DuckDBDatabase.Open(settings with { ScratchFile = _scratch?.FullName });
        }
        catch (DuckDBException fault) when (fault.ErrorType == DuckDBErrorType.InvalidConfiguration)
        {
            throw new InvalidOptionException($"{fault.Detail.TrimEnd('.')}. Give another value with --memory, --threads or --temp-limit.");
        }
        Connection = Database.Connect();
        _threads = (int)Connection.Scalar<long>("select current_setting('threads')");
        // Blocks that are free again are kept for the next relation: giving memory back and touching it anew is what takes time. A
        // limit may be more than the machine has, and addresses are taken for all of it.
        var most = Math.Min(MemoryLimitBytes, GC.GetGCMemoryInfo().TotalAvailableMemoryBytes);
        Connection.Execute($"set global block_allocator_memory = '{WithoutAQuarter(most)} bytes'");
        Rows = new(Connection, settings.TempDirectory ?? Path.GetTempPath());
    }

    /// <summary>The database; further connections see the same relations.</summary>
    public DuckDBDatabase Database { get; }

    /// <summary>The connection that models run on.</summary>
    public DuckDBConnection Connection { get; }

    /// <summary>The tables that are loaded; it needs a temporary directory.</summary>
    internal LoadedRows Rows { get; }

    /// <summary>Whether relations stay when no later model reads them, to be asked.</summary>
    internal bool KeepsRelations { get; init; }

    /// <summary>The limit of its memory, in bytes.</summary>
    internal long MemoryLimitBytes
    {
        get
        {
            // A number and a unit, such as "953.6 MiB".
            var parts = Connection.Scalar<string>("select current_setting('memory_limit')").Split(' ');
            return (long)(double.Parse(parts[0], CultureInfo.InvariantCulture) * Math.Pow(1_024, Array.IndexOf(Units, parts[^1])));
        }
    }

    /// <inheritdoc/>
    public string Description => $"DuckDB {DuckDBDatabase.EngineVersion}";

    /// <inheritdoc/>
    public double Progress => Connection.Progress.Percentage;

    /// <summary>
    /// Connects as many times as the engine has threads, for queries that are small enough to run on one each: nothing has to be
    /// brought together then, and the order of rows does not depend on threads.
    /// </summary>
    /// <typeparam name="T">What a connection works on.</typeparam>
    /// <param name="items">Taken in order, each once.</param>
    /// <param name="work">Does one; it is told of cancellation and of another's fault.</param>
    /// <param name="cancellation">Stops all.</param>
    internal void RunEach<T>(IReadOnlyList<T> items, Action<DuckDBConnection, T, CancellationToken> work, CancellationToken cancellation)
    {
        var threads = Connection.Scalar<long>("select current_setting('threads')", cancellation);
        WorkOnOneThread(cancellation);
        try
        {
            Workers.Run(Database, _threads, items, work, cancellation);
        }
        finally
        {
            Connection.Execute($"set threads = {threads}", CancellationToken.None);
        }
    }

    /// <summary>
    /// Runs every query on one thread from now on. Relations of few rows are not shared out anyway, and what each thread holds ready for
    /// its share, and how they wait for each other, takes longer there than the work.
    /// </summary>
    internal void WorkOnOneThread(CancellationToken cancellation) => Connection.Execute("set threads = 1", cancellation);

    /// <summary>Makes the functions that models use, and fills <c>channel_rules</c>: a rule's number is what <c>channel_rule(…)</c> gives.</summary>
    /// <exception cref="InvalidInputException">A rule's pattern does not compile.</exception>
    public void PrepareModels(ChannelRules rules)
    {
        PatternCheck.Verify(rules, TryExecute);
        Connection.Execute(SqlModel.Text("bridge/duckdb.sql"));
        Connection.Execute(
            "create macro channel_rule(utm_source, utm_medium, utm_campaign, utm_content, utm_term, referrer_domain, click_id, ad_id) as "
            + rules.ToSqlCase());
        using var appender = Connection.CreateAppender("channel_rules");
        for (var number = 0; number < rules.Active.Count; number++)
        {
            var rule = rules.Active[number];
            appender.Set(0, number);
            appender.SetText(1, rule.Channel);
            appender.SetText(2, rule.SubChannel);
            appender.SetText(3, rule.ChannelCategory);
            appender.SetText(4, rule.Platform);
            appender.EndRow();
        }
        appender.Close();
    }

    /// <inheritdoc/>
    public long Run(SqlModel model, CancellationToken cancellation)
    {
        try
        {
            Connection.Execute(model.CreateStatement, cancellation);
            if (!KeepsRelations)
                SqlModel.LastReadBy(model).ToList().ForEach(relation => Drop(relation, cancellation));
            FreeRoom(cancellation);
            return model.IsView ? 0 : Connection.Scalar<long>($"select count(*) from {model.Name}", cancellation);
        }
        catch (DuckDBException exception) when (!EngineFault.IsOfTheMachine(exception))
        {
            // The first line is the statement's head, which the file does not have.
            throw new ModelException($"Models/{model.FileName}, line {exception.Line - 1}: {exception.Message}", exception);
        }
    }

    /// <inheritdoc/>
    public long Fill(string relation, Action<DuckDBAppender> rows, CancellationToken cancellation)
    {
        Connection.Execute($"delete from {relation}", cancellation);
        using (var appender = Connection.CreateAppender(relation))
        {
            rows(appender);
            appender.Close();
        }

        return Connection.Scalar<long>($"select count(*) from {relation}", cancellation);
    }

    /// <inheritdoc/>
    public DbDataReader ExecuteReader(string sql, CancellationToken cancellation) => Connection.ExecuteReader(sql, cancellation);

    /// <inheritdoc/>
    public DuckDbEngine Embed(IReadOnlyList<Dataset> datasets, CancellationToken cancellation) => this;

    /// <summary>Leaves a quarter of its memory to others from now on: no less than what it keeps free blocks for.</summary>
    internal void LeaveRoom(CancellationToken cancellation) =>
        Connection.Execute($"set memory_limit = '{WithoutAQuarter(MemoryLimitBytes)} bytes'", cancellation);

    /// <summary>Drops a table, or what is loaded of it; one that is not there is no fault.</summary>
    internal void Drop(string relation, CancellationToken cancellation)
    {
        if (!Rows.Drop(relation))
            Connection.Execute($"drop table if exists {relation}", cancellation);
    }

    /// <summary>Drops what a model has made, so that it can run again.</summary>
    internal void Drop(SqlModel model, CancellationToken cancellation) =>
        Connection.Execute(model.DropStatement, cancellation);

    /// <inheritdoc/>
    public void Dispose()
    {
        Connection.Dispose();
        Database.Dispose();
    }

    // A quarter stays for what does not lie in blocks.
    private static long WithoutAQuarter(long bytes) => bytes / 4 * 3;

    private void FreeRoom(CancellationToken cancellation)
    {
        _scratch?.Refresh();
        if (_scratch is null || _scratch.Length - _keptBytes < BytesUntilFreed)
            return;
        Connection.Execute("checkpoint", cancellation);
        _scratch.Refresh();
        _keptBytes = _scratch.Length;
    }

    private string? TryExecute(string sql)
    {
        try
        {
            Connection.Execute(sql);
            return null;
        }
        catch (DuckDBException exception)
        {
            return exception.Detail;
        }
    }
}
