using System.Diagnostics;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>A database with a few orders and ad hours, and the tool run over it as a process of its own.</summary>
public sealed class SmallShop : IDisposable
{
    private const string SlowRows = "case when pg_sleep(0.05) is not null then order_name end as order_name";

    private readonly TemporaryFolder _folder = new();
    private readonly TestDatabase _database;
    private readonly List<string> _roles = [];
    private readonly List<Process> _started = [];
    private int _runs;

    /// <summary>Makes the tables in schema <c>public</c>, and <c>slow_orders</c>: a row of it takes the server 50 ms.</summary>
    public SmallShop()
        : this(new())
    {
    }

    /// <summary>The same in a database of another server.</summary>
    internal SmallShop(TestDatabase database)
    {
        _database = database;
        _database.Execute($"""
            create table shopify_orders (order_id bigint primary key, order_name text, created_at timestamptz, total_price_amount numeric(12, 2), total_price_currency text);
            insert into shopify_orders select i, 'order ' || i, timestamptz '2025-03-01 10:00+00' + i * interval '1 minute', 10, 'EUR' from generate_series(1, 2000) as i;
            create view slow_orders as select order_id, {SlowRows}, created_at, total_price_amount, total_price_currency from shopify_orders;
            create table ads_insights_hourly (date_start date, hourly_window text, campaign_id text, ad_id text, spend numeric(12, 2));
            insert into ads_insights_hourly values ('2025-03-01', '09:00:00 - 09:59:59', '120000001', '130000001', 5);
            """);
    }

    /// <summary>The database.</summary>
    public TestDatabase Database => _database;

    /// <summary>Where the last run published to.</summary>
    public string Target => _folder[$"out-{_runs}"];

    /// <summary>Makes a role of its own for a test.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="password">Its password.</param>
    /// <param name="grants">Statements, in which <c>@</c> is the role.</param>
    public string Role(string name, string password, string grants)
    {
        var role = $"{name}_{_database.Name}";
        _database.Execute($"create role {role} login password '{password}'; {grants.Replace("@", role, StringComparison.Ordinal)}");
        _roles.Add(role);
        return role;
    }

    /// <summary>A path for another file.</summary>
    public string Path(string name) => _folder[name];

    /// <summary>Starts a run; nothing but the result and errors is said.</summary>
    public Process Start(string connection, params string[] more)
    {
        _runs++;
        var tool = ToolProcess.Start(Temp, ["run", "--source", connection, "--out", Target, "--quiet", .. more]);
        _started.Add(tool);
        return tool;
    }

    /// <summary>A run from start to end.</summary>
    public (int ExitCode, string Output, string Error) Run(string connection, params string[] more)
    {
        return ToolProcess.Finish(Start(connection, more));
    }

    /// <summary>Waits until the server sends orders to the tool; gives the process at the server.</summary>
    public int WaitForCopy(Process tool)
    {
        var backend = 0;
        for (var attempt = 0; attempt < 600 && !tool.HasExited && (backend = Backend()) == 0; attempt++)
            Thread.Sleep(50);
        Assert.True(backend != 0, "The server never sent the orders.");
        return backend;
    }

    /// <summary>The server's process that sends orders now, or 0.</summary>
    public int Backend() => _database.Rows(
        "select pid from pg_stat_activity where datname = current_database() and state = 'active' and query like 'copy (select%order_name%'")
        is [var row, ..] ? int.Parse(row[0]!) : 0;

    /// <summary>Says that a run failed with one message, and left nothing.</summary>
    public void AssertFailed((int ExitCode, string Output, string Error) run, params string[] words)
    {
        Assert.Equal("", run.Output);
        foreach (var word in words)
            Assert.Contains(word, run.Error, StringComparison.Ordinal);
        Assert.StartsWith("error: ", run.Error, StringComparison.Ordinal);
        Assert.Equal(1, run.Error.Count(character => character == '\n'));
        Assert.Equal(1, run.ExitCode);
        AssertNothingPublished();
    }

    /// <summary>Says that there is nothing in target and temporary folder.</summary>
    public void AssertNothingPublished()
    {
        if (Directory.Exists(Target))
            Assert.DoesNotContain(Directory.EnumerateFileSystemEntries(Target), path => System.IO.Path.GetFileName(path) != ".lock");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Temp));
    }

    public void Dispose()
    {
        foreach (var tool in _started)
        {
            if (!tool.HasExited)
                tool.Kill();
            tool.Dispose();
        }
        _roles.ForEach(role => _database.Execute($"drop owned by {role}; drop role {role}"));
        _database.Dispose();
        _folder.Dispose();
    }

    private string Temp => Directory.CreateDirectory(_folder["temp"]).FullName;
}
