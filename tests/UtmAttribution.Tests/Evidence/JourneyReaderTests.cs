using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;

namespace UtmAttribution.Tests.Evidence;

/// <summary>Customer journeys as they come, and what is read from them. The order is of 15 June, 12:00, its lookback 30 days.</summary>
public sealed class JourneyReaderTests
{
    private const int Deep = 100_000;
    private const string Unusable = "bad json";

    // What a moment needs to be usable; a table's JSON has $ in its place.
    private const string Time = "\"occurredAt\":\"2025-06-10T08:00:00Z\"";
    private const string Read = "06-10 08:00:00";

    [Theory]
    [InlineData("""{"moments":[{$,"landingPage":"/p","referrerUrl":"https://a.example/x"}]}""", "page=/p referrer=https://a.example/x domain=a.example referral")]
    [InlineData("""{"moments":[{$,"referrerUrl":"https://shop.example/x"}]}""", "referrer=https://shop.example/x")]
    [InlineData("""{"moments":[{$,"landingPage":"https://www.a.example/","referrerUrl":"https://a.example/x"}]}""", "page=https://www.a.example/ referrer=https://a.example/x domain=a.example")]
    [InlineData("""{"moments":[{$,"landingPage":"/?utm_source=Page&utm_term=t&gclid=G1&hsa_ad=7","utmParameters":{"source":"Own","medium":"CPC","campaign":"C"}}]}""", "source=own medium=cpc campaign=C term=t gclid=G1 page=/?utm_source=Page&utm_term=t&gclid=G1&hsa_ad=7 ad=7")]
    public void A_moment_gives_its_texts(string json, string expected) => AssertReads(json, expected);

    [Theory]
    [InlineData("""{"a":1,"ready":{"moments":[1]},"moments":[{"x":{"occurredAt":"no"},$,"landingPage":"/p","y":[{}]}],"b":[[]]}""", "page=/p")]
    [InlineData("""{"moments":[{$,"landingPage":{"a":1},"referrerUrl":["x"],"utmParameters":"source"}]}""", "")]
    [InlineData("""{"moments":[{$,"landingPage":true,"referrerUrl":false,"utmParameters":[{"source":"s"}]}]}""", "")]
    [InlineData("""{"moments":[{$,"landingPage":null,"referrerUrl":null,"utmParameters":null}]}""", "")]
    [InlineData("""{"moments":[{$,"landingPage":"","referrerUrl":"","utmParameters":{}}]}""", "")]
    [InlineData("""{"moments":[{$,"utmParameters":{"source":{"source":"x"},"medium":["m"],"campaign":true,"content":null,"term":"t","other":"o"}}]}""", "term=t")]
    public void Unknown_fields_and_wrong_types_are_passed_over(string json, string expected) => AssertReads(json, expected);

    [Theory]
    [InlineData("""{"moments":[{$,"utmParameters":{"source":1.50,"campaign":120210000000000017}}]}""", "source=1.50 campaign=120210000000000017")]
    [InlineData("""{"moments":[{$,"landingPage":5,"referrerUrl":-1e3}]}""", "page=5 referrer=-1e3 domain=-1e3 referral")]
    public void Numbers_are_taken_as_text(string json, string expected) => AssertReads(json, expected);

    [Theory]
    [InlineData("""{"moments":[{"occurredAt":"2025-06-09T08:00:00Z",$,"landingPage":"/1","landingPage":"/2"}]}""", "page=/2")]
    [InlineData("""{"moments":[{"occurredAt":"never",$,"landingPage":"/1","landingPage":null}]}""", "")]
    [InlineData("""{"moments":[{$,"utmParameters":{"source":"a","source":"b"},"utmParameters":{"medium":"m","term":"t","term":null}}]}""", "medium=m")]
    [InlineData("""{"moments":[{$,"utmParameters":{"source":"a"},"utmParameters":7}]}""", "")]
    [InlineData("""{"moments":[{$,"landingPage":"/1"},1],"moments":[{$,"landingPage":"/2"}]}""", "page=/2")]
    [InlineData("""{"moments":{},"moments":[{$}]}""", "")]
    public void The_last_of_repeated_keys_wins(string json, string expected) => AssertReads(json, expected);

    [Theory]
    [InlineData("""{"\u006doments":[{"occurred\u0041t":"2025-06-10T08:00:00\u005a","landin\u0067Page":"\/p","utmParameters":{"\u0073ource":"s"}}]}""", "source=s page=/p")]
    [InlineData("""{"moments":[{$,"landingPage":"/\u00e9\t\"\\\ud83d\ude00"}]}""", "page=/é\t\"\\😀")]
    [InlineData("""{"moments":[{$,"landingPage":"/\ud800"}]}""", "page=/\uFFFD")]
    [InlineData("""{"moments":[{$,"landingPage":"/a\u0000b"}]}""", "page=/ab")]
    [InlineData("""{"moments":[{$,"utmParameters":{"campaign":"\u0000"}}]}""", "")]
    [InlineData("""{"moments":[{$,"landingPage":"/\udc00x\ud83d\ud83d\ude00"}]}""", "page=/\uFFFDx\uFFFD😀")]
    [InlineData("""{"moments":[{$,"utmParameters":{"campaign":"\ude00\ud83d!"}}]}""", "campaign=\uFFFD\uFFFD!")]
    public void Escapes_are_resolved_and_half_characters_become_U_FFFD(string json, string expected) => AssertReads(json, expected);

    [Theory]
    [InlineData("null")]
    [InlineData(" \r\n\t{} \n")]
    [InlineData("[]")]
    [InlineData("[{$}]")]
    [InlineData("""{"moments":null}""")]
    [InlineData("""{"moments":[]}""")]
    [InlineData("""{"moments":[{$}],"moments":null}""")]
    [InlineData("""{"Moments":[{$}]}""")]
    public void Usable_json_may_have_no_moments(string json) => Assert.Empty(Lines(json));

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    [InlineData("true")]
    [InlineData("7")]
    [InlineData("\"moments\"")]
    [InlineData("NULL")]
    [InlineData("""{"moments":{}}""")]
    [InlineData("""{"moments":"none"}""")]
    [InlineData("""{"moments":[{$}],"moments":{}}""")]
    [InlineData("""{"moments":[{$}]} x""")]
    [InlineData("""{"moments":[{$}]}{}""")]
    [InlineData("""{"moments":[{$},]}""")]
    [InlineData("""{"moments":[{$}],}""")]
    [InlineData("""{"moments":[{$}],"x":01}""")]
    [InlineData("""{"moments":[{$}],"x":"\x"}""")]
    [InlineData("""{"moments":[{$}],"x":NaN}""")]
    [InlineData("""{"moments":[{$}]/* */}""")]
    [InlineData("""{"moments":[{$}]""")]
    [InlineData("""{"moments":[1,{$]}""")]
    [InlineData("""{'moments':[{$}]}""")]
    [InlineData("null null")]
    [InlineData("[] []")]
    public void Of_what_is_no_json_nothing_is_used(string json) => Assert.Equal([Unusable], Lines(json));

    [Fact]
    public void Moments_without_a_usable_time_are_named_by_their_index()
    {
        const string json = """
            {"moments":[null,1,"x",[{$}],{},{"occurredAt":null},{"occurredAt":"yesterday"},{$},{"occurredAt":1749542400},
            {"occurredAt":["2025-06-10T08:00:00Z"]},{"landingPage":"/p"},true,{$}]}
            """;

        Assert.Equal([Read, Read, .. Bad(0, 1, 2, 3, 4, 5, 6, 8, 9, 10, 11)], Lines(json));
    }

    [Theory]
    [InlineData("1999-12-31T23:59:59.999999Z", "bad moment 0")]
    [InlineData("2000-01-01T00:00:00Z", null)]
    [InlineData("2025-05-16T11:59:59.999999Z", null)]
    [InlineData("2025-05-16T12:00:00Z", "05-16 12:00:00")]
    [InlineData("2025-05-16T14:00:00+02:00", "05-16 12:00:00")]
    [InlineData("2025-06-15T12:00:01Z", "06-15 12:00:01")]
    [InlineData("2025-06-16T12:00:00Z", "06-16 12:00:00")]
    [InlineData("2025-06-16T12:00:00.000001Z", "bad moment 0")]
    public void Moments_before_the_lookback_are_ignored_and_impossible_ones_are_named(string at, string? expected) =>
        Assert.Equal(expected is null ? [] : [expected], Lines($$"""{"moments":[{"occurredAt":"{{at}}"}]}"""));

    [Fact]
    public void Ten_thousand_moments_are_read_in_their_order()
    {
        var moments = Enumerable.Range(0, 10_000).Select(index => $$"""{{{Time}},"landingPage":"/{{index}}"}""");

        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(index => $"{Read} page=/{index}"),
            Lines($$"""{"moments":[{{string.Join(',', moments)}}]}"""));
    }

    [Theory]
    [InlineData("""{"x":<>,"moments":[{$,"landingPage":"/p"}]}""", "page=/p")]
    [InlineData("""{"moments":[{$,"x":<>,"landingPage":"/p"}]}""", "page=/p")]
    [InlineData("""{"moments":[{$,"landingPage":<>,"utmParameters":{"source":<>,"medium":"m"}}]}""", "medium=m")]
    public void Deep_nesting_costs_nothing_but_itself(string json, string expected) =>
        AssertReads(json.Replace("<>", new string('[', Deep) + new string(']', Deep), StringComparison.Ordinal), expected);

    [Fact]
    public void Deep_nesting_that_does_not_end_is_no_json() =>
        Assert.Equal([Unusable], Lines($$"""{"moments":[{{{Time}}}],"x":{{new string('[', Deep)}}"""));

    [Fact]
    public void A_journey_leaves_nothing_behind_for_the_next()
    {
        using var database = new EvidenceDatabase();
        var reader = new JourneyReader(database.Dictionary);

        Assert.True(TryRead(reader, "{\"moments\":[{$},1]}"));
        Assert.Single(reader.Visits);
        Assert.Single(reader.BadMoments);
        Assert.False(TryRead(reader, "{\"moments\":[{$},1]"));
        Assert.Empty(reader.Visits);
        Assert.Empty(reader.BadMoments);
    }

    private static void AssertReads(string json, string expected) => Assert.Equal([$"{Read} {expected}".TrimEnd()], Lines(json));

    private static IEnumerable<string> Bad(params int[] indexes) => indexes.Select(index => $"bad moment {index}");

    private static List<string> Lines(string json)
    {
        using var database = new EvidenceDatabase();
        var reader = new JourneyReader(database.Dictionary);
        var usable = TryRead(reader, json);
        return [.. database.Texts(reader.Visits), .. Bad([.. reader.BadMoments]), .. usable ? Array.Empty<string>() : [Unusable]];
    }

    private static bool TryRead(JourneyReader reader, string json)
    {
        Assert.True(Timestamp.TryParse("2025-06-15T12:00:00Z"u8, out var orderedAt));
        return reader.TryRead(
            Encoding.UTF8.GetBytes(json.Replace("$", Time, StringComparison.Ordinal)), orderedAt, orderedAt - (30 * 86_400_000_000));
    }
}
