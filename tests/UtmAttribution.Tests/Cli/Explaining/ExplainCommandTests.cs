using UtmAttribution.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Cli.Explaining;

/// <summary>What <c>utm explain</c> prints for people, and where it refuses.</summary>
[Collection(SharesSampleRun.Name)]
public sealed class ExplainCommandTests(SampleRun run, SpecialOrders special) : IClassFixture<SpecialOrders>
{
    [Fact]
    public void The_answer_stands_first_and_what_it_rests_on_below()
    {
        var told = special.Explain("9020");

        Assert.Equal("""
            Order 9020 (#S9020) went to Google / Paid Search: last_click gives its 10.01 EUR to the session of 2025-03-11 10:00, 10 min before it, which came with click_id gclid. Other models share it among 3 sessions: Email, Google, Facebook.

            Placed 2025-03-11 10:10:00 UTC; value 10.01 EUR; visitor c:s20; counts as a conversion.
             visits it tells of                 time  came with                         remark
            ───────────────────────────────────────────────────────────────────────────────────
             journey, moment 0   2025-03-09 10:00:00  newsletter / email, March
             journey, moment 1   2025-03-10 10:00:00  facebook / paid, 777000000000001
             journey, moment 2   2025-03-11 10:00:00  gclid

             session                start  before  visits  began        tier  channel                 from
            ───────────────────────────────────────────────────────────────────────────────────────────────────────────
                   1  2025-03-09 10:00:00     2 d       1  first visit     1  Email                   March
                   2  2025-03-10 10:00:00     1 d       1  after a gap     1  Facebook / Paid Social  Special | Spring
                   3  2025-03-11 10:00:00  10 min       1  after a gap     1  Google / Paid Search    gclid

             credit, EUR                   1 Email      2 Facebook        3 Google
            ───────────────────────────────────────────────────────────────────────
             first_click             10.01 (100 %)
             last_click                                              10.01 (100 %)
             last_non_direct_click                                   10.01 (100 %)
             linear                 3.33 (33.33 %)  3.34 (33.33 %)  3.34 (33.33 %)
             position_based            4.00 (40 %)     2.00 (20 %)     4.01 (40 %)
             time_decay             3.01 (30.09 %)  3.32 (33.22 %)  3.68 (36.68 %)

            Channel Google / Paid Search / paid_search / google, by rule 3052 (priority 5800), for click_id gclid.
            Ids: none; id_match none: nothing names a campaign of the ads table.

            """.ReplaceLineEndings("\n"), told);
    }

    [Theory]
    [InlineData("9009", "Order 9009 (#S9009) went to Direct: no visit of its customer is known in the 30 d before it.")]
    [InlineData("9036", "Order 9036 (#S9036) is not attributed: it is cancelled (cancelled_at: 2025-03-17T10:00:00Z).")]
    [InlineData("9038", "Order 9038 (#S9038) is not attributed: it is a test order.")]
    [InlineData("9042", "Order 9042 (#S9042) is not attributed: it is rejected as bad_timestamp (created_at: soon).")]
    [InlineData("9043", "Order 9043 (#S9043) is not attributed: it is rejected as bad_amount (total_price_amount: -5.00).")]
    [InlineData("9040", "2 rows have its id, of which this is the one that is used")]
    [InlineData("9001", "spend 25.00 EUR, 20 clicks; 1 order, attributed 100.00 EUR, ROAS 4.00.")]
    [InlineData("9023", "utm_source {{site_source_name}} → none (unfilled template)", "utm_medium \" (not set) \" → none (placeholder)", "utm_campaign 100%+linen+%zz → 100% linen %zz (decoded)")]
    [InlineData("9024", "utm_source İSTANBUL → istanbul (lower-cased)")]
    [InlineData("9029", "id_match campaign_name+ad_name: utm_campaign \"old name\" is a name that only campaign 777000000000006 ever had; utm_content \"CAROUSEL B\" is a name that only ad")]
    [InlineData("9031", "id_match ad_id: the landing page has the id of an ad that the ads table knows")]
    [InlineData("9049", "not usable: before 2000", "not usable: its time is \"yesterday\"", "not usable: no object", "not usable: more than a day after the order")]
    [InlineData("9016", "no touchpoint: after the order", "what the order itself carries")]
    [InlineData("9011", " first visit ", " after a gap ")]
    [InlineData("9012", " new date ")]
    [InlineData("9013", " other campaign ")]
    public void It_says_what_is_special(string order, params string[] expected) => Assert.All(expected, words => Assert.Contains(words, special.Explain(order)));

    [Fact]
    public void A_visit_outside_the_lookback_is_shown_with_the_reason_that_it_is_ignored()
    {
        Assert.Contains("no touchpoint: as old as the lookback", special.Explain("9014"));
        Assert.Contains("ignored: older than the lookback", special.Explain("9014", "--lookback", "29d"));
    }

    [Theory]
    [InlineData("S9001", "No order has the id 'S9001' in files in 'SOURCE': the order of that name has the id 9001.", "the order of that name has the id 9001")]
    [InlineData("91", "near it are 9001, 9010, 9011. Give --order an order_id of table 'shopify_orders'.", "near it are 9001, 9010, 9011")]
    [InlineData("none-such-thing", "orders, none with an id like it.", "none is like it. Only orders that count are published")]
    public void An_unknown_order_is_an_error_that_says_what_is_near(string order, string inSource, string inPublished)
    {
        var source = ToolRun.Of("explain", "--order", order, "--source", special.Source);
        var published = ToolRun.Of("explain", "--order", order, "--published", run.Out);

        Assert.Equal((ExitCodes.Failed, "", ExitCodes.Failed, ""), (source.ExitCode, source.Output, published.ExitCode, published.Output));
        Assert.Contains(inSource.Replace("SOURCE", special.Source, StringComparison.Ordinal), source.Error);
        Assert.Contains(inPublished, published.Error);
    }

    [Theory]
    [InlineData("error: --order: a value is missing; give the order_id of an order, such as 9013\n", "explain", "--source", "x")]
    [InlineData("error: --source: not given; name the folder with shopify_orders", "explain", "--order", "1")]
    [InlineData("error: --lookback: given together with --published, where the run has decided that", "explain", "--order", "1", "--published", "x", "--lookback", "7d")]
    [InlineData("error: \"--out\" is not an option of utm explain", "explain", "--order", "1", "--source", "x", "--out", "y")]
    public void Misuse_is_refused(string message, params string[] arguments)
    {
        var refused = ToolRun.Of(arguments);

        Assert.Equal((ExitCodes.Misuse, ""), (refused.ExitCode, refused.Output));
        Assert.StartsWith(message, refused.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_runs_configuration_file_serves_whatever_it_says_of_targets()
    {
        using var folder = new TemporaryFolder();
        var config = folder.Write("shop.json", $$"""{ "source": "{{special.Source}}", "out": "elsewhere", "models": "linear", "primary-model": "linear", "from": "2025-03-01" }""");

        Assert.Contains("linear gives 33.33 % of its 10.01 EUR", ToolRun.Of("explain", "--order", "9020", "--config", config, "--quiet").Output);
    }
}
