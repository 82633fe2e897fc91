using UtmAttribution.Engines;
using UtmAttribution.Engines.Postgres;
using UtmAttribution.Postgres;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;
using GeneratedShop = UtmAttribution.Tests.Pipeline.GeneratedShop;

namespace UtmAttribution.Tests.Engines;

/// <summary>The models on the workers of a distributed server: the same rows, and no big model's rows gathered on the coordinator.</summary>
public sealed class DistributedEngineTests(CitusDatabase citus, GeneratedShop shop) : IClassFixture<CitusDatabase>, IClassFixture<GeneratedShop>, IDisposable
{
    // What sessions look like and ads are called, which workers tell once; and hours, which are published by the coordinator.
    private static readonly string[] Few = ["ad_facts", "ad_matches", "named_profiles", "ad_channels", "performance_rows", "utm_rejects"];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [CitusTheory]
    [MemberData(nameof(EnginesAgreeTests.Variants), MemberType = typeof(EnginesAgreeTests))]
    public void Workers_agree_with_the_embedded_engine_on_a_generated_shop_full_of_hostile_values(string variant, AttributionOptions options)
    {
        EngineAgreement.WriteHostileShop(_folder["shop"]);

        EngineAgreement.Verify(_folder["shop"], options, _folder, new TargetSchema(citus.Coordinator, $"generated_{variant.Length}"), distribute: true);
    }

    [CitusFact]
    public void Workers_agree_with_the_embedded_engine_on_the_sample() =>
        EngineAgreement.Verify(SampleRun.Source, new AttributionOptions(), _folder, new TargetSchema(citus.Coordinator, "sample"), distribute: true);

    [CitusFact]
    public void Tables_that_lie_on_workers_hold_the_rows_of_every_engine_and_replace_their_dates()
    {
        var (plain, target) = (new TargetSchema(citus.Coordinator, "plain"), new TargetSchema(citus.Coordinator, "placed", new() { Distributed = true }));
        var someDates = GeneratedShop.Options with { From = new DateOnly(2025, 10, 29), To = new DateOnly(2025, 11, 2), Revenue = Options.RevenueBasis.Net };
        plain.Run(shop.Source, GeneratedShop.Options);

        target.RunOnServer(shop.Source, GeneratedShop.Options, distribute: true);
        Assert.Equal(plain.Contents(), target.Contents());

        plain.Run(shop.Source, someDates);
        target.RunOnServer(shop.Source, someDates, distribute: true);
        Assert.Equal(plain.Contents(), target.Contents());
        target.Run(shop.Source, GeneratedShop.Options);
        target.Run(shop.Source, someDates);
        Assert.Equal(plain.Contents(), target.Contents());
        Assert.Equal(2, citus.Coordinator.Scalar<long>("select count(*) from pg_dist_partition where logicalrelid::text like 'placed.%' and partmethod = 'h'"));
    }

    [CitusFact]
    public void What_visitors_did_and_ads_cost_is_worked_out_where_they_are_and_leaves_their_workers_in_sums_alone()
    {
        var plans = new SortedDictionary<int, (string Name, string Plan)>();

        var report = new TargetSchema(citus.Coordinator, "explained").RunOnServer(shop.Source, GeneratedShop.Options, distribute: true, progress: new Told(progress =>
        {
            if (SqlModel.All.FirstOrDefault(model => model.Name == progress.Stage) is { IsView: false } model && ReadsPlaced(model))
                plans.TryAdd(model.Number, (model.Name, Plan(model)));
        }));

        Assert.InRange(plans.Count, 15, int.MaxValue);
        Assert.All(plans.Values, model => Assert.Contains("Custom Scan (Citus ", model.Plan, StringComparison.Ordinal));
        var gathered = plans.Values.Where(model => !Few.Contains(model.Name) && IsGathered(model.Plan)).Select(model => $"{model.Name}\n{model.Plan}").ToList();
        if (gathered.Count > 0)
            Assert.Fail(string.Join("\n\n", gathered));
        Assert.Contains("Citus ", report.Engine, StringComparison.Ordinal);
    }

    [CitusFact]
    public void After_a_run_no_schema_of_its_own_is_left_on_any_node()
    {
        new TargetSchema(citus.Coordinator, "after").RunOnServer(shop.Source, GeneratedShop.Options, distribute: true);

        const string WorkSchemas = "select count(*) from pg_namespace where nspname like 'utm\\_work\\_%'";
        Assert.Equal(0, citus.Coordinator.Scalar<long>(WorkSchemas));
        Assert.All(citus.Coordinator.Rows($"select result from run_command_on_workers($$ {WorkSchemas} $$)"), row => Assert.Equal("0", row[0]));
    }

    // A view reads nothing itself: what it names is read by those that read it.
    private static bool ReadsPlaced(SqlModel model) => model.Relations.Any(relation =>
        Distributions.Keys.ContainsKey(Distributions.Of(relation))
        && (SqlModel.All.Single(other => other.Name == relation) is { IsView: false } || ReadsPlaced(SqlModel.All.Single(other => other.Name == relation))));

    // Rows that do not stay where they are: for the coordinator to insert, for other workers, or as a result that all of them get.
    private static bool IsGathered(string plan) =>
        plan.Contains("INSERT/SELECT method", StringComparison.Ordinal) || plan.Contains("Distributed Subplan", StringComparison.Ordinal);

    private string Plan(SqlModel model)
    {
        var work = citus.Coordinator.Scalar<string>("select nspname::text from pg_namespace where nspname like 'utm\\_work\\_%'");
        var text = DistributedServer.Text(model);
        var search = $"set search_path to {PostgresName.Quote(work)}, pg_temp";
        if (!Distributions.Keys.TryGetValue(Distributions.Of(model), out var key))
            return Explain($"{search}; explain (costs off) {text}");
        citus.Coordinator.Execute($"{search}; create table explained as {text} with no data");
        citus.Coordinator.Execute($"{search}; select create_distributed_table('explained', '{key}', colocate_with => '{DistributedServer.Anchor(key)}')");
        var plan = Explain($"{search}; explain (costs off) insert into explained {text}");
        citus.Coordinator.Execute($"{search}; drop table explained");
        return plan;
    }

    private string Explain(string sql) => string.Join('\n', citus.Coordinator.Rows(sql).Select(row => row[0]));
}
