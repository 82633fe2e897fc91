using System.Text.Json;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Tests.Sinks;

/// <summary>The text of the JSON columns of <c>utm_runs</c>.</summary>
public sealed class PublishedJsonTests
{
    [Fact]
    public void Stages_are_in_seconds_with_all_digits()
    {
        StageTime[] stages =
        [
            new("load orders", TimeSpan.FromTicks(25_000_001), 100_000) { Cpu = TimeSpan.FromSeconds(4.75), PeakMemoryBytes = 812_000_000 },
            new("sessions", TimeSpan.FromTicks(15), 0),
        ];

        Assert.Equal(
            """[{"stage":"load orders","seconds":2.5000001,"cpu_seconds":4.75,"rows":100000,"peak_memory_bytes":812000000},"""
            + """{"stage":"sessions","seconds":1.5E-06,"cpu_seconds":0,"rows":0,"peak_memory_bytes":0}]""",
            JsonSerializer.Serialize(stages.Select(RunStage.Of), PublishedJson.Compact.IEnumerableRunStage));
    }

    [Fact]
    public void Ledgers_have_exact_amounts() => Assert.Equal(
        """{"lines":[{"name":"revenue","unit":"EUR","expected":1234.5000,"actual":1234.5,"parts":[{"name":"linear","amount":-0.0100}],"agrees":true}],"balances":true}""",
        JsonSerializer.Serialize(new([new("revenue", "EUR", 1234.5000m, 1234.5m, [new("linear", -0.0100m)])]), PublishedJson.Compact.Ledger));

    [Fact]
    public void Datasets_name_their_target_where_there_are_several() => Assert.Equal(
        """[{"name":"utm_sessions","rows":3,"partitions":2,"bytes":1},{"name":"utm_sessions","rows":3,"partitions":2,"bytes":0,"target":"PostgreSQL"}]""",
        JsonSerializer.Serialize(
            [new("utm_sessions", 3, 2, 1), new("utm_sessions", 3, 2, 0) { Target = "PostgreSQL" }], PublishedJson.Compact.IReadOnlyListPublishedDataset));

    [Fact]
    public void Options_and_warnings_keep_their_names_and_letters_and_come_back()
    {
        var options = new Dictionary<string, string>(StringComparer.Ordinal) { ["shop-host"] = "bücher.example", ["RunBy"] = "<a & 'b' \"c\" \\ \n +>" };
        const string Text = """{"shop-host":"bücher.example","RunBy":"<a & 'b' \"c\" \\ \n +>"}""";

        Assert.Equal(Text, JsonSerializer.Serialize(options, PublishedJson.Compact.IReadOnlyDictionaryStringString));
        Assert.Equal(options, JsonSerializer.Deserialize(Text, PublishedJson.Compact.IReadOnlyDictionaryStringString));
        Assert.Equal("""["日本 <b>"]""", JsonSerializer.Serialize(["日本 <b>"], PublishedJson.Compact.IReadOnlyListString));
    }
}
