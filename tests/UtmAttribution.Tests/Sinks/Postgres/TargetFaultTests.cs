using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>What goes wrong in real life, for real: after each fault the target is as before, and a plain run completes.</summary>
public sealed class TargetFaultTests(TestDatabase database, GeneratedShop shop) : IClassFixture<TestDatabase>, IClassFixture<GeneratedShop>
{
    private static readonly AttributionOptions Before = GeneratedShop.Options with { Revenue = Options.RevenueBasis.Net };

    [Fact]
    public void A_target_that_another_run_holds_is_waited_for_and_then_refused_with_its_name()
    {
        var target = new TargetSchema(database, "held");
        using var other = database.Connect();
        Execute(other, "set application_name = 'the other run'; begin; select pg_advisory_xact_lock(hashtext('utm_attribution'), hashtext('held'))");
        var said = new List<string>();
        var fault = Assert.Throws<PublishException>(() => Run(target, GeneratedShop.Options, progress => said.Add(progress.Stage)));
        Assert.Contains("is taken by another run (process ", fault.Message, StringComparison.Ordinal);
        Assert.Contains("'the other run'", fault.Message, StringComparison.Ordinal);
        Assert.Contains("--lock-timeout", fault.Message, StringComparison.Ordinal);
        Assert.Contains(said, stage => stage.StartsWith("wait for another run (process ", StringComparison.Ordinal));
        Assert.Equal(0, database.Scalar<long>("select count(*) from held.utm_runs"));

        Execute(other, "rollback");
        Run(target, GeneratedShop.Options);
        Assert.Equal(1, database.Scalar<long>("select count(*) from held.utm_runs"));
    }

    [Theory]
    [InlineData("utm_sessions")]
    [InlineData("utm_rejects")]
    public void A_connection_that_is_cut_while_a_dataset_is_published_leaves_the_state_before(string dataset)
    {
        var (target, next) = SharedTarget.Of(database, shop);
        var runs = SharedTarget.Runs(target);
        var before = target.Contents();
        var cut = 0;
        var fault = Assert.Throws<ServerException>(() => Run(target, next, progress =>
        {
            if (progress.Stage == $"publish {dataset}" && cut == 0)
                cut += CutPublisher();
        }));
        Assert.Equal(1, cut);
        Assert.Contains("Nothing was published; dates that were there before are unchanged.", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, target.Contents());

        Run(target, next);
        Assert.NotEqual(before, target.Contents());
        Assert.Equal(runs + 1, SharedTarget.Runs(target));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_the_answer_to_the_commit_is_lost_the_message_says_how_to_find_out_and_a_plain_run_completes(bool isCommitted)
    {
        var (target, next) = SharedTarget.Of(database, shop);
        var before = target.Contents();
        using var proxy = new CutProxy(new Uri(database.Uri).Port) { CutAt = ("commit\0", isCommitted) };
        var address = new UriBuilder(database.Uri) { Port = proxy.Port }.Uri.AbsoluteUri;
        var cut = new PostgresSink(new(PostgresServer.Parse(address), target.Schema.Name), TimeSpan.FromSeconds(1));

        var fault = Assert.Throws<ServerException>(() => Run(cut, next));

        Assert.True(proxy.HasCut);
        var said = fault.Message[fault.Message.IndexOf("It is published if utm_runs has batch ", StringComparison.Ordinal)..];
        Assert.EndsWith("; running again does no harm.", said, StringComparison.Ordinal);
        Assert.Equal(isCommitted ? 1 : 0, database.Scalar<long>($"select count(*) from {target.Table("utm_runs")} where '{said}' like '% ' || batch_id || ';%'"));
        var found = target.Contents();
        Assert.Equal(!isCommitted, found.SequenceEqual(before));

        Run(target, next);
        Assert.NotEqual(before, target.Contents());
        if (isCommitted)
            Assert.Equal(found, target.Contents());
    }

    [Fact]
    public void A_role_that_may_not_write_is_told_so_before_any_work_is_done()
    {
        var target = new TargetSchema(database, "closed");
        var role = NewRole("reader", "grant usage on schema closed to {0}; grant select on all tables in schema closed to {0}");
        var sink = new PostgresSink(new(PostgresServer.Parse(database.UriOf(role, "secret")), "closed"), TimeSpan.Zero);
        var fault = Assert.Throws<PublishException>(sink.CheckWritable);
        Assert.Contains($"role '{role}' may not write to utm_ad_hourly_performance, utm_channel_attribution, utm_daily_summary", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_grants_of_the_manual_are_enough_for_a_role_that_only_publishes()
    {
        var owned = new TargetSchema(database, "granted");
        var role = NewRole(
            "writer",
            "grant usage on schema granted to {0}; grant select, insert, delete on all tables in schema granted to {0}");
        var sink = new PostgresSink(new(PostgresServer.Parse(database.UriOf(role, "secret")), "granted"), TimeSpan.Zero);
        foreach (var options in new[] { Before, GeneratedShop.Options })
        {
            new AttributionPipeline(
                options, engine => new UtmAttribution.Sources.FileSource(shop.Source, engine), [sink], TimeProvider.System,
                Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).Run(CancellationToken.None);
        }

        var own = new TargetSchema(database, "owned");
        own.Run(shop.Source, GeneratedShop.Options);
        Assert.Equal(own.Contents(), owned.Contents());
    }

    [Fact]
    public void A_run_that_is_stopped_leaves_the_state_before()
    {
        var (target, next) = SharedTarget.Of(database, shop);
        var before = target.Contents();
        using var stop = new CancellationTokenSource();
        Assert.Throws<OperationCanceledException>(() => Run(
            target, next, progress =>
            {
                if (progress.Stage == "publish utm_order_mapping")
                    stop.Cancel();
            },
            stop.Token));
        Assert.Equal(before, target.Contents());
    }

    [Fact]
    public void A_disk_that_is_full_says_so_and_leaves_the_state_before()
    {
        var (target, next) = SharedTarget.Of(database, shop);
        var before = target.Contents();
        // The server gives the same code where a write fails for want of space.
        database.Execute("""
            create function shared.no_space() returns trigger language plpgsql as $$
            begin
                raise exception 'could not extend file "base/1/2": No space left on device' using errcode = '53100';
            end $$;
            create trigger no_space before insert on shared.utm_hourly_metrics for each row execute function shared.no_space();
            """);
        var fault = Assert.Throws<ServerException>(() => Run(target, next));
        Assert.Contains("the server's disk is full", fault.Message, StringComparison.Ordinal);
        Assert.Contains("Nothing was published", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, target.Contents());
        database.Execute("drop function shared.no_space cascade");
        Run(target, next);
        Assert.NotEqual(before, target.Contents());
    }

    private RunReport Run(TargetSchema target, AttributionOptions options, Action<RunProgress>? told = null, CancellationToken cancellation = default) =>
        Run(target.Sink, options, told, cancellation);

    private RunReport Run(PostgresSink sink, AttributionOptions options, Action<RunProgress>? told = null, CancellationToken cancellation = default) => new AttributionPipeline(
        options, engine => new UtmAttribution.Sources.FileSource(shop.Source, engine), [sink], TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance, new Told(told)).Run(cancellation);

    private int CutPublisher()
    {
        using var killer = database.Connect();
        using var command = new NpgsqlCommand(
            "select count(pg_terminate_backend(pid)) from pg_stat_activity where datname = current_database() and application_name = 'utm' and xact_start is not null", killer);
        var cut = (int)(long)command.ExecuteScalar()!;
        while (database.Scalar<long>($"select count(*) from pg_stat_activity where datname = '{database.Name}' and application_name = 'utm'") > 0)
            Thread.Sleep(10);
        return cut;
    }

    private string NewRole(string name, string grants)
    {
        var role = $"{name}_{database.Name}";
        database.Execute($"create role {role} login password 'secret'; {string.Format(null, grants, role)}");
        return role;
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
