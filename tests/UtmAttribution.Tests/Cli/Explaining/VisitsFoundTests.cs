using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Cli.Explaining;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Evidence;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Cli.Explaining;

/// <summary>The visits that an explanation shows are those that a run loads.</summary>
public sealed class VisitsFoundTests : IDisposable
{
    private static readonly AttributionOptions Options = new() { Lookback = TimeSpan.FromDays(5), ShopHosts = ["shop.example"], TimeZone = "Europe/Berlin" };

    private readonly ComputedRun _run = ComputedRun.Compute(
        Options, engine => new FileSource(SampleRun.Source, engine), SqlModel.Behind(["orders"]).Contains, NullLogger.Instance, null, CancellationToken.None);

    public void Dispose() => _run.Dispose();

    [Fact]
    public void Of_every_order_of_the_sample_the_visits_that_count_are_those_of_the_run()
    {
        var (facts, faults, evidence, loaded) = (Facts(), Faults(), Evidence(), Loaded());
        var (orders, used, ignored) = (0, 0, 0);
        using var database = DuckDBDatabase.Open(new());
        using var source = new FileSource(SampleRun.Source, database);
        using var reader = source.Open(SourceTable.ShopifyOrders, range: null, CancellationToken.None)!;
        while (reader.Read())
        {
            var order = SourceOrder.Of(reader);
            if (!facts.TryGetValue(order.Key, out var fact))
                continue;
            var known = fact with { Faults = [.. faults[fact.OrderNo]], OwnEvidence = evidence.TryGetValue(fact.OrderNo, out var own) ? own : null };
            var visits = new VisitsFound(order, known, Options).All();

            Assert.Equal(loaded[fact.OrderNo].Order(StringComparer.Ordinal), visits.Where(visit => visit.IsUsed).Select(Line).Order(StringComparer.Ordinal));
            Assert.All(visits.Where(visit => !visit.IsUsed), visit => Assert.NotNull(visit.Remark));
            orders++;
            used += visits.Count(visit => visit.IsUsed);
            ignored += visits.Count(visit => !visit.IsUsed);
        }

        Assert.True(orders > 2_000 && used > 3_000 && ignored > 500, $"{orders} orders, {used} visits, {ignored} ignored");
    }

    // The order's number and what tells its row from others.
    private Dictionary<(long? Created, long? Updated, long TextHash), OrderFacts> Facts() => _run.Engine.Rows(
        """
        select order_no, order_rows.created_us, updated_us, text_hash, order_rows.is_test and not order_rows.is_cancelled as is_only_test
        from order_rows
        inner join orders using (order_no)
        """,
        row => new OrderFacts
        {
            OrderNo = row.Get<int>("order_no"),
            Key = (row.Get<long?>("created_us"), row.Get<long?>("updated_us"), row.Get<long>("text_hash")),
            IsOnlyTest = row.Get<bool>("is_only_test"),
        },
        CancellationToken.None).ToDictionary(fact => fact.Key);

    private ILookup<int, (string, string)> Faults() => _run.Engine.Rows(
        "select order_no, reason, detail from order_faults",
        row => (Order: row.Get<int>("order_no"), Fault: (row.Get<string>("reason"), row.Get<string>("detail"))),
        CancellationToken.None).ToLookup(row => row.Order, row => row.Fault);

    private Dictionary<int, DataSource> Evidence() => _run.Engine.Rows(
        "select order_no, evidence::integer as evidence from visit_rows where evidence > 1",
        row => (Order: row.Get<int>("order_no"), Evidence: (DataSource)row.Get<int>("evidence")),
        CancellationToken.None).ToDictionary(row => row.Order, row => row.Evidence);

    private ILookup<int, string> Loaded() => _run.Engine.Rows(
        """
        select visit_rows.order_no, concat_ws('|', visit_us, data_source, coalesce(utm_source, ''), coalesce(utm_medium, ''), coalesce(utm_campaign, ''),
            coalesce(utm_content, ''), coalesce(utm_term, ''), coalesce(click_id, ''), coalesce(click_id_value, ''), coalesce(landing_page_url, ''),
            coalesce(referrer_url, ''), case when has_referrer_domain then referrer_domain else '' end) as line
        from visit_rows
        inner join data_sources using (evidence)
        inner join utm_values using (utm_no)
        inner join click_values using (click_no)
        left join click_names using (click_name_no)
        inner join page_values using (page_no)
        inner join referrer_values using (referrer_no)
        """,
        row => (Order: row.Get<int>("order_no"), Line: row.Get<string>("line")),
        CancellationToken.None).ToLookup(row => row.Order, row => row.Line);

    private static string Line(ExplainedVisit visit) => string.Join(
        '|', visit.VisitedAt!.Value.Ticks / 10 - DateTimeOffset.UnixEpoch.Ticks / 10, visit.FoundIn, visit.UtmSource, visit.UtmMedium, visit.UtmCampaign, visit.UtmContent,
        visit.UtmTerm, visit.ClickId, visit.ClickIdValue, visit.LandingPageUrl, visit.ReferrerUrl, visit.ReferrerDomain);
}
