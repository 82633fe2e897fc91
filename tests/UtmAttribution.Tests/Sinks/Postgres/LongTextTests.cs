using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>Links with longer texts than indexes take: they stop no publishing, and leave no trace once they are gone.</summary>
public sealed class LongTextTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string Campaign = string.Concat(Enumerable.Range(0, 300).Select(
        i => Convert.ToHexString(System.Security.Cryptography.SHA256.HashData(BitConverter.GetBytes(i)))[..32]));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Indexes_give_way_which_the_run_says_and_are_made_again_when_the_text_is_gone(bool partitioned)
    {
        using var folder = new TemporaryFolder();
        var target = new TargetSchema(database, $"long {partitioned}", new() { PartitionByMonth = partitioned });
        var indexes = Indexes(target);
        var source = Source(folder, Campaign);
        var warning = Assert.Single(target.Run(source, new()).Warnings, said => said.Contains("indexes", StringComparison.Ordinal));
        Assert.Contains("removed utm_sessions_utm, utm_order_mapping_utm, utm_hourly_metrics_utm,", warning, StringComparison.Ordinal);
        Assert.Equal(1, database.Scalar<long>($"select count(*) from {target.Table("utm_runs")} where warnings::text like '%removed utm_sessions_utm%'"));
        Assert.DoesNotContain(warning, target.Run(source, new()).Warnings);
        Assert.Equal(Campaign.Length, database.Scalar<int>($"select max(length(utm_campaign)) from {target.Table("utm_order_mapping")}"));
        Assert.DoesNotContain("utm_sessions_utm", Indexes(target));
        Assert.Contains("utm_sessions_ids", Indexes(target));
        Assert.Contains(
            "did not make utm_sessions_utm, utm_order_mapping_utm, utm_hourly_metrics_utm, utm_hourly_attribution_utm, utm_ad_hourly_performance_utm, "
            + "utm_daily_summary_utm as their tables still have texts of more than 2,600 bytes",
            Utm("maintain", target), StringComparison.Ordinal);

        using (var reader = database.Connect())
        {
            // Somebody who still sees the rows with the long text.
            using var old = reader.BeginTransaction(System.Data.IsolationLevel.RepeatableRead);
            using (var look = new Npgsql.NpgsqlCommand("select 1", reader, old))
                look.ExecuteScalar();
            target.Run(Source(folder, "short"), new());
            if (!partitioned)
                Assert.Contains("or open transactions still see some", Utm("init", target), StringComparison.Ordinal);
        }

        // So may the server's own work, for a moment.
        var said = "";
        for (var attempt = 0; attempt < 100 && !indexes.SequenceEqual(Indexes(target)); attempt++)
            said += Utm(partitioned ? "maintain" : "init", target);
        Assert.Equal(indexes, Indexes(target));
        Assert.Contains("made utm_", said, StringComparison.Ordinal);
        Assert.Contains("nothing was changed", Utm("init", target), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_only_publishes_needs_one_grant_for_it_which_the_message_names()
    {
        using var folder = new TemporaryFolder();
        var target = new TargetSchema(database, "long granted");
        var role = $"long_writer_{database.Name}";
        database.Execute($"""
            create role {role} login password 'secret'; grant usage on schema "long granted" to {role};
            grant select, insert, delete on all tables in schema "long granted" to {role};
            """);
        var sink = new PostgresSink(new(PostgresServer.Parse(database.UriOf(role, "secret")), "long granted"), TimeSpan.Zero);
        var source = Source(folder, Campaign);
        var fault = Assert.Throws<PublishException>(() => Publish(source, sink));
        Assert.Contains($"role '{role}' may not remove utm_sessions_utm, ", fault.Message, StringComparison.Ordinal);
        Assert.Equal(0, database.Scalar<long>("select count(*) from \"long granted\".utm_runs"));

        var grant = fault.Message[(fault.Message.IndexOf("Let it: ", StringComparison.Ordinal) + 8)..].TrimEnd('.');
        database.Execute(grant);
        Publish(source, sink);
        Assert.Equal(1, database.Scalar<long>("select count(*) from \"long granted\".utm_runs"));
        Assert.Equal("42501", Assert.Throws<Npgsql.PostgresException>(() => database.Execute("""select "long granted".utm_remove_index('utm_runs_pkey')""")).SqlState);
        database.Execute($"drop owned by {role}; drop role {role}");
    }

    private static RunReport Publish(string source, PostgresSink sink) => new AttributionPipeline(
        new(), engine => new UtmAttribution.Sources.FileSource(source, engine), [sink], TimeProvider.System,
        Microsoft.Extensions.Logging.Abstractions.NullLogger.Instance).Run(CancellationToken.None);

    private static string Source(TemporaryFolder folder, string campaign)
    {
        File.WriteAllText(
            folder["shopify_orders.csv"],
            $"order_id,created_at,total_price_amount,total_price_currency,customer_utm_source,customer_utm_campaign\n1,2025-01-01T10:00:00Z,10,EUR,x,{campaign}\n");
        File.WriteAllText(folder["ads_insights_hourly.csv"], "date_start,hourly_window,campaign_id,ad_id,spend\n2025-01-01,10:00:00 - 10:59:59,1,2,3\n");
        return folder.Path;
    }

    private List<string> Indexes(TargetSchema target) =>
        [.. database.Rows($"select indexname from pg_indexes where schemaname = '{target.Schema.Name}' and tablename !~ '_20[0-9][0-9]_' order by 1").Select(row => row[0]!)];

    private string Utm(string command, TargetSchema target)
    {
        var run = ToolRun.Of(command, "--postgres", database.Uri, "--schema", target.Schema.Name);
        Assert.True(run.Error.Length == 0, run.Error);
        return string.Join(' ', run.Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
    }
}
