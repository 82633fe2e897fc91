using UtmAttribution.Channels;
using UtmAttribution.Tests.Channels;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

public sealed class ChannelFunctionTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly string?[] Sources =
    [
        null, "facebook", "fb", "instagram", "ig", "google", "bing", "tiktok", "klaviyo", "newsletter", "awin", "chatgpt.com", "gemini.google.com",
        "youtube", "pinterest", "msg", "an", "threads", "whatsapp", "x", "unknown", "google_ads", "meta-ads", "straße", "(direct)", "a'b\\c\"d;e",
    ];

    private static readonly string?[] Mediums =
    [
        null, "cpc", "ppc", "paid", "paid_social", "social", "email", "sms", "organic", "referral", "affiliate", "display", "video", "audio", "push", "cpm", "other",
    ];

    private static readonly string?[] Campaigns = [null, "pmax", "Advantage+ Shopping", "cross-network", "spring_sale"];

    private static readonly string?[] Contents = [null, "123456789", "carousel"];

    [Fact]
    public void The_function_gives_every_combination_the_channel_that_a_run_gives_it()
    {
        _ = new TargetSchema(database);
        var combinations = (
            from source in Sources.Select((value, place) => (value, place))
            from medium in Mediums.Select((value, place) => (value, place))
            let place = source.place + (2 * medium.place)
            select new string?[] { source.value, medium.value, Campaigns[place % Campaigns.Length], Contents[place % Contents.Length] }).ToList();
        Assert.Empty(Different("public", ChannelRules.BuiltIn, combinations));
    }

    [Fact]
    public void The_function_gives_every_word_of_the_rules_the_channel_that_a_run_gives_it_also_after_rules_were_edited()
    {
        var target = new TargetSchema(database, "words");
        var words = ChannelRules.BuiltIn.All.Select(rule => rule.UtmSourcePattern).OfType<string>().Distinct()
            .SelectMany(pattern => PatternWords.Of(pattern) ?? []).Distinct().ToList();
        Assert.True(words.Count > 500);
        var visits = words.SelectMany((word, place) => new string?[][]
        {
            [word, Mediums[place % Mediums.Length], null, null],
            [$"my-{word.ToUpperInvariant()}.com", "cpc", Campaigns[place % Campaigns.Length], null],
            [word.Length > 3 ? word[1..] : word, "cpc", null, Contents[place % Contents.Length]],
        }).ToList();
        Assert.Empty(Different("words", ChannelRules.BuiltIn, visits));

        database.Execute("""
            update words.utm_channel_mapping set utm_source_pattern = 'book', channel = 'Edited' where utm_source_pattern like '%facebook%' and utm_medium_pattern is not null;
            insert into words.utm_channel_mapping (id, utm_source_pattern, channel, priority) values (-1, '(oo|e)g|[st]{2}', 'Added', 99999);
            """);
        Assert.Empty(Different("words", target.Sink.FindChannelRules(CancellationToken.None)!, visits));
        target.Schema.Install(new(), CancellationToken.None);
        Assert.Equal(1, database.Scalar<long>("select count(*) from words.utm_channel_words where pattern = 'book' and words = '{book}'"));
        Assert.Empty(Different("words", target.Sink.FindChannelRules(CancellationToken.None)!, visits));
    }

    [Fact]
    public void The_function_is_quick_for_sources_that_are_known_or_not()
    {
        _ = new TargetSchema(database, "quick");
        using var connection = database.Connect();
        using var command = new Npgsql.NpgsqlCommand(
            """
            select count(quick.get_utm_channel((array['facebook', 'google', 'ig', 'newsletter', 'unknown', 'tiktok'])[1 + i % 6] , (array['cpc', 'email', 'x'])[1 + i % 3], 'c' || i, null))
            from generate_series(1, 600) as i
            """,
            connection);
        var start = System.Diagnostics.Stopwatch.GetTimestamp();
        command.ExecuteScalar();
        // Under 0.5 ms each where nothing else runs, and what a busy machine adds; all patterns tried would take 10 ms each.
        Assert.InRange(System.Diagnostics.Stopwatch.GetElapsedTime(start).TotalMilliseconds / 600, 0, 3);
    }

    private List<string> Different(string schema, ChannelRules rules, List<string?[]> visits)
    {
        using var engine = new RuleRunner();
        var expected = engine.Classify(rules, visits.ConvertAll(Visit))
            .Zip(visits, (rule, visit) => visit.All(value => value is null) ? "Direct" : rule?.Channel ?? "Other").ToList();
        Assert.True(expected.Distinct().Count() > 20);
        using var connection = database.Connect();
        using var command = new Npgsql.NpgsqlCommand(
            $"""
            select {schema}.get_utm_channel(source, medium, campaign, content)
            from unnest($1::text[], $2::text[], $3::text[], $4::text[]) with ordinality as visits (source, medium, campaign, content, place)
            order by place
            """,
            connection)
        { CommandTimeout = 0 };
        for (var i = 0; i < 4; i++)
            command.Parameters.Add(new() { Value = visits.ConvertAll(visit => visit[i]).ToArray() });
        using var reader = command.ExecuteReader();
        return visits.Zip(expected).Where(pair => reader.Read() && reader.GetString(0) != pair.Second)
            .Select(pair => $"{string.Join('|', pair.First)}: {pair.Second}, not {reader.GetString(0)}").ToList();
    }

    private static Dictionary<string, string?> Visit(string?[] values) => new()
    {
        ["utm_source"] = values[0]?.ToLowerInvariant(),
        ["utm_medium"] = values[1],
        ["utm_campaign"] = values[2],
        ["utm_content"] = values[3],
        ["ad_id"] = values[3]?.All(char.IsAsciiDigit) == true ? values[3] : null,
    };

    [Fact]
    public void Blank_values_are_direct_and_rules_that_are_off_take_no_part()
    {
        var target = new TargetSchema(database, "rules");
        database.Execute("""
            insert into rules.utm_channel_mapping (id, utm_source_pattern, channel, priority, is_active) values (-1, 'facebook', 'Off', 99999, false);
            insert into rules.utm_channel_mapping (id, utm_source_pattern, utm_medium_pattern, channel, priority) values (-2, 'partner', '^$', 'Partner', 99999);
            """);
        Assert.Equal("Direct", database.Scalar<string>("select rules.get_utm_channel(null, ' ', '', null)"));
        Assert.Equal("Facebook", database.Scalar<string>("select rules.get_utm_channel('Facebook', 'CPC', null, null)"));
        Assert.Equal("Partner", database.Scalar<string>("select rules.get_utm_channel('our-partner', null, null, null)"));
        Assert.NotEqual("Partner", database.Scalar<string>("select rules.get_utm_channel('our-partner', 'x', null, null)"));
        Assert.Equal("paid_social", database.Scalar<string>("select channel_category from rules.get_utm_channel_rule('facebook', 'cpc', null, null)"));
        Assert.Equal(ChannelRules.BuiltIn.All.Count, target.Sink.FindChannelRules(CancellationToken.None)!.All.Count - 2);
    }
}
