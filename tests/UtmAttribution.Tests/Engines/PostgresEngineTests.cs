using Npgsql;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;

namespace UtmAttribution.Tests.Engines;

/// <summary>What the engine on a server leaves behind, and what its user hears where the server does not let it.</summary>
public sealed class PostgresEngineTests(TestDatabase database, GeneratedShop shop) : IClassFixture<TestDatabase>, IClassFixture<GeneratedShop>, IDisposable
{
    private static readonly AttributionOptions Before = GeneratedShop.Options with { Revenue = Options.RevenueBasis.Net };

    private readonly DuckDbEngine _embedded = new(new() { Threads = 1 });

    public void Dispose() => _embedded.Dispose();

    [Fact]
    public void After_a_run_no_schema_of_its_own_is_left_and_the_target_has_the_rows_of_the_embedded_engine()
    {
        var (embedded, server) = (new TargetSchema(database, "embedded"), new TargetSchema(database, "on the server"));
        embedded.Run(shop.Source, GeneratedShop.Options);

        server.RunOnServer(shop.Source, GeneratedShop.Options);

        Assert.Equal(embedded.Contents(), server.Contents());
        Assert.Empty(WorkSchemas());
    }

    [Fact]
    public void Rows_are_published_by_plans_without_nested_loops_whatever_the_server_guesses_of_their_number()
    {
        var server = new TargetSchema(database, "planned");
        database.Execute("""
            create table seen_setting (value text);
            create function see_setting() returns trigger language plpgsql as
                $$ begin insert into public.seen_setting values (current_setting('enable_nestloop')); return null; end $$;
            create trigger see before insert on planned.utm_order_mapping for each statement execute function see_setting()
            """);

        server.RunOnServer(shop.Source, GeneratedShop.Options);

        Assert.Equal([["off"]], database.Rows("select distinct value from seen_setting"));
    }

    [Fact]
    public void Whole_months_and_replaced_dates_have_the_rows_of_the_embedded_engine()
    {
        var (embedded, server) = (new TargetSchema(database, "months", new() { PartitionByMonth = true }), new TargetSchema(database, "months on the server", new() { PartitionByMonth = true }));
        var someDates = Before with { From = new DateOnly(2025, 10, 29), To = new DateOnly(2025, 11, 2) };
        embedded.Run(shop.Source, GeneratedShop.Options);
        embedded.Run(shop.Source, someDates);

        server.RunOnServer(shop.Source, GeneratedShop.Options);
        server.RunOnServer(shop.Source, someDates);

        Assert.Equal(embedded.Contents(), server.Contents());
    }

    [Fact]
    public void A_kept_schema_has_the_relations_of_the_models_for_people_to_look_at()
    {
        var report = new TargetSchema(database, "kept").RunOnServer(shop.Source, GeneratedShop.Options, keep: true);

        var kept = Assert.Single(database.Rows("select nspname from pg_namespace where nspname like 'utm\\_kept\\_%'"))[0]!;
        Assert.Contains(report.Warnings, warning => warning.EndsWith($"drop schema {kept} cascade", StringComparison.Ordinal));
        Assert.StartsWith("PostgreSQL ", report.Engine, StringComparison.Ordinal);
        Assert.InRange(database.Scalar<long>($"select count(*) from {kept}.touchpoints"), 1, long.MaxValue);
        Assert.Equal(
            database.Scalar<long>("select count(*) from kept.utm_order_mapping"), database.Scalar<long>($"select count(*) from {kept}.utm_order_mapping"));
        database.Execute($"drop schema {kept} cascade");
    }

    [Fact]
    public void A_schema_of_a_run_that_died_is_removed_by_the_next_one_and_that_of_a_run_that_lives_is_not()
    {
        using var living = database.Connect();
        using (var take = new NpgsqlCommand($"create schema utm_work_{living.ProcessID}; select pg_advisory_lock(hashtext('utm_attribution work'), {living.ProcessID})", living))
            take.ExecuteNonQuery();
        database.Execute("create schema utm_work_1234567; create table utm_work_1234567.visits (visit_no integer); create schema utm_work_of_somebody");

        new TargetSchema(database, "sweeping").RunOnServer(shop.Source, GeneratedShop.Options);

        Assert.Equal([$"utm_work_{living.ProcessID}", "utm_work_of_somebody"], WorkSchemas());
        database.Execute($"drop schema utm_work_{living.ProcessID}; drop schema utm_work_of_somebody");
    }

    [Theory]
    [InlineData("profile_rules")]
    [InlineData("publish utm_order_mapping")]
    public void A_connection_that_is_cut_in_a_stage_is_told_and_leaves_the_state_before(string stage)
    {
        var (target, next) = SharedTarget.Of(database, shop);
        var before = target.Contents();

        var fault = Assert.Throws<ServerException>(() => target.RunOnServer(shop.Source, next, progress: new Told(progress =>
        {
            if (progress.Stage == stage)
                database.Execute("select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()");
        })));

        Assert.Contains("Nothing was published", fault.Message, StringComparison.Ordinal);
        Assert.Equal(before, target.Contents());
        target.RunOnServer(shop.Source, next);
        Assert.NotEqual(before, target.Contents());
        Assert.Empty(WorkSchemas());
    }

    [Theory]
    [InlineData("send to the server")]
    [InlineData("touchpoints")]
    public void A_run_that_is_cancelled_in_a_stage_leaves_the_state_before_and_no_schema_of_its_own(string stage)
    {
        var (target, next) = SharedTarget.Of(database, shop);
        var before = target.Contents();
        using var cancel = new CancellationTokenSource();

        Assert.ThrowsAny<OperationCanceledException>(() => target.RunOnServer(
            shop.Source, next,
            progress: new Told(progress =>
            {
                if (progress.Stage == stage)
                    cancel.Cancel();
            }),
            cancellation: cancel.Token));

        Assert.Equal(before, target.Contents());
        Assert.Empty(WorkSchemas());
    }

    [Fact]
    public void A_role_that_may_not_make_schemas_is_told_so()
    {
        database.Execute("create role utm_narrow login password 'narrow'");
        try
        {
            var fault = Assert.Throws<ServerException>(() => Open(PostgresServer.Parse(database.UriOf("utm_narrow", "narrow"))).Dispose());

            Assert.Contains("making the work schema: role 'utm_narrow' may not do this (permission denied for database", fault.Message, StringComparison.Ordinal);
            Assert.Contains("Grant it the right", fault.Message, StringComparison.Ordinal);
        }
        finally
        {
            database.Execute("drop role utm_narrow");
        }
    }

    [Fact]
    public void A_server_without_the_extension_that_distributes_is_told_in_one_line()
    {
        var fault = Assert.Throws<PublishException>(() => Open(PostgresServer.Parse(database.Uri), distribute: true));

        Assert.EndsWith(
            ": --distribute needs the extension citus in the database, and it is not there. Nothing was published. "
            + "Make it (create extension citus) on a server that has it, or run without --distribute.",
            fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_that_the_server_refuses_is_told_with_its_file_and_line()
    {
        using var engine = Open(PostgresServer.Parse(database.Uri));

        var fault = Assert.Throws<ModelException>(() => engine.Run(new SqlModel(12, "wrong", "-- A test.\nselect\n    1 / 0 as one\n"), CancellationToken.None));
        Assert.Equal("Models/12_wrong.sql: division by zero", fault.Message);
        fault = Assert.Throws<ModelException>(() => engine.Run(new SqlModel(12, "wrong", "-- A test.\nselect\n    nothing\nfrom nowhere\n"), CancellationToken.None));
        Assert.StartsWith("Models/12_wrong.sql, line 4: relation \"nowhere\" does not exist", fault.Message, StringComparison.Ordinal);
    }

    private PostgresEngine Open(PostgresServer server, bool distribute = false) => new(server, _embedded, TimeProvider.System.GetUtcNow(), keep: false, distribute, CancellationToken.None);

    private List<string?> WorkSchemas() =>
        [.. database.Rows("select nspname from pg_namespace where nspname like 'utm\\_work\\_%' order by nspname").Select(row => row[0])];
}
