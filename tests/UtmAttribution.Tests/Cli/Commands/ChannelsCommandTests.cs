using UtmAttribution.Channels;
using UtmAttribution.Cli;

namespace UtmAttribution.Tests.Cli.Commands;

public sealed class ChannelsCommandTests : IDisposable
{
    private const string Rules = """
        id,utm_source_pattern,utm_medium_pattern,referrer_pattern,click_id_pattern,ad_id_pattern,channel,sub_channel,channel_category,platform,priority,is_active
        1,^(facebook|fb)$,^(cpc|paid)$,,,,Facebook,Paid Social,paid_social,facebook,30,true
        2,^fb$,,,,,Facebook,Organic Social,organic_social,facebook,20,true
        3,,,,^fbclid$,^$,Facebook,Organic Social,organic_social,facebook,10,true
        4,,,google,,,Google,Organic Search,organic_search,google,5,
        5,.,,,,,Never,,,,99,false

        """;

    private readonly TemporaryFolder _folder = new();
    private readonly string _rules;

    public ChannelsCommandTests() => _rules = _folder.Write("rules.csv", Rules);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Explain_says_which_rule_fires_which_pattern_found_what_and_which_rule_comes_next() => Assert.Equal("""
         the rules see  value  from
        ──────────────────────────────────────────────────────
         utm_source     fb     --source
         utm_medium     cpc    landing page
         utm_campaign   NULL   "(not set)" counts as no value

        Channel Facebook / Paid Social / paid_social / facebook, by rule 1 (priority 30), because
                     value  found  by the pattern
        ───────────────────────────────────────────
         utm_source  fb     fb     ^(facebook|fb)$
         utm_medium  cpc    cpc    ^(cpc|paid)$

        Next best: Facebook / Organic Social / organic_social / facebook, by rule 2 (priority 20), because
                     value  found  by the pattern
        ──────────────────────────────────────────
         utm_source  fb     fb     ^fb$

        """.ReplaceLineEndings("\n"), Explain("--source", " FB ", "--campaign", "(not set)", "--landing-page", "https://shop.example/?utm_medium=CPC&utm_source=x"));

    [Fact]
    public void Explain_sees_the_referrers_domain_unless_it_is_the_shops_own()
    {
        Assert.Contains("Channel Google / Organic Search / organic_search / google, by rule 4", Explain("--referrer", "https://www.google.com/search?q=x"));
        Assert.Contains("No other rule matches.", Explain("--referrer", "https://www.google.com/search?q=x"));
        Assert.Contains("Channel Direct", Explain("--referrer", "https://google.shop/", "--landing-page", "https://www.google.shop/cart"));
    }

    [Fact]
    public void Explain_tests_the_absence_of_a_value_where_a_pattern_asks_for_it()
    {
        Assert.Contains(" ad_id     NULL            ^$\n", Explain("--click-id", "fbclid"));
        Assert.Contains("Channel Other: none of the 4 rules", Explain("--click-id", "fbclid", "--content", "120210000"));
    }

    [Theory]
    [InlineData("Channel Direct: there is no UTM value, no click id and no referrer domain, so no rule is asked.\n")]
    [InlineData("no rule is asked.\n", "--source", "(not set)")]
    [InlineData("no rule is asked.\n", "--ad-id", "123456")]
    [InlineData("Channel Other: none of the 4 rules", "--source", "unheard-of")]
    public void Explain_says_so_where_no_rule_decides(string expected, params string[] visit) => Assert.Contains(expected, Explain(visit));

    [Fact]
    public void Explain_agrees_with_the_built_in_rules() =>
        Assert.Contains("Channel Facebook / Paid Social / paid_social / facebook, by rule", ToolRun.Of("channels", "explain", "--source", "facebook", "--medium", "cpc").Output);

    [Fact]
    public void A_pattern_that_does_not_compile_is_an_error_that_names_the_rule()
    {
        var rules = _folder.Write("broken.csv", "id,channel,utm_source_pattern\n7,X,(\n");

        var run = ToolRun.Of("channels", "explain", "--source", "x", "--rules", rules);

        Assert.Equal(ExitCodes.Failed, run.ExitCode);
        Assert.Contains("rule 7", run.Error);
    }

    [Theory]
    [InlineData("error: --rules: there is no file \"none.csv\"\n", "channels", "list", "--rules", "none.csv")]
    [InlineData("error: --csv: given together with --json; give one of them\n", "channels", "list", "--json", "--csv")]
    [InlineData("error: --ad-id: \"12x\" is not an id; give digits alone\n", "channels", "explain", "--ad-id", "12x")]
    public void Misuse_is_refused(string message, params string[] arguments)
    {
        var run = ToolRun.Of(arguments);

        Assert.Equal((ExitCodes.Misuse, message), (run.ExitCode, run.Error));
    }

    [Fact]
    public void The_list_shows_the_active_rules_in_the_order_in_which_they_win() => Assert.Equal("""
         rule  priority  channel   sub_channel     platform  when
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────
            1        30  Facebook  Paid Social     facebook  utm_source ~ ^(facebook|fb)$ and utm_medium ~ ^(cpc|paid)$
            2        20  Facebook  Organic Social  facebook  utm_source ~ ^fb$
            3        10  Facebook  Organic Social  facebook  click_id ~ ^fbclid$ and ad_id ~ ^$
            4         5  Google    Organic Search  google    referrer_domain ~ google

        """.ReplaceLineEndings("\n"), ToolRun.Of("channels", "list", "--rules", _rules).Output);

    [Fact]
    public void The_list_as_CSV_is_a_table_of_rules_again()
    {
        var csv = ToolRun.Of("channels", "list", "--csv").Output;

        var records = CsvText.Read("list", csv).ToList();
        var rules = ChannelRules.Parse("list", [.. records[0].Select(name => name!)], records.Skip(1));
        Assert.Equal(ChannelRules.BuiltIn.Active, rules.Active);
    }

    private string Explain(params string[] visit)
    {
        var run = ToolRun.Of(["channels", "explain", "--rules", _rules, .. visit]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return run.Output;
    }
}
