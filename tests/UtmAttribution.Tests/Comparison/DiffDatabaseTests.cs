using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;

namespace UtmAttribution.Tests.Comparison;

/// <summary><c>utm diff</c> where an output, or both, are schemas of a database.</summary>
public sealed class DiffDatabaseTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Fact]
    public void What_a_run_published_to_a_folder_and_to_a_schema_is_the_same_until_a_row_is_changed()
    {
        using var folder = new TemporaryFolder();
        var target = new TargetSchema(database, "published", new() { PartitionByMonth = true });
        target.Run(SampleRun.Source, new() { TimeZone = "Europe/Berlin" }, folder["out"]);

        var same = Diff(folder["out"], database.Uri, "--schema", "published");
        Assert.Equal((ExitCodes.Done, "[]"), (same.ExitCode, same.Root.GetProperty("notes").GetRawText()));
        Assert.Equal(8, same.Root.GetProperty("datasets").GetArrayLength());

        database.Execute("""
            update published.utm_sessions set conversion_value = conversion_value + 0.01 where session_id = (select min(session_id) from published.utm_sessions where conversion_value > 0);
            alter table published.utm_hourly_attribution add extra text;
            """);
        var other = Diff(database.Uri, folder["out"], "--schema-a", "published", "--dataset", "utm_sessions", "--dataset", "utm_hourly_attribution");
        Assert.Equal(ExitCodes.Different, other.ExitCode);
        Assert.Equal(
            ("utm_sessions", -0.01m), (other.Root.GetProperty("places")[0].GetProperty("dataset").GetString(), other.Root.GetProperty("places")[0].GetProperty("money")[0].GetProperty("difference").GetDecimal()));
        Assert.Equal(1, other.Root.GetProperty("places").GetArrayLength());
        Assert.Equal("utm_hourly_attribution has columns in A only, which are not compared: extra.", other.Root.GetProperty("notes")[0].GetString());
    }

    [Fact]
    public void Of_a_batch_those_rows_are_compared_that_no_later_run_has_replaced()
    {
        var target = new TargetSchema(database, "batches");
        var first = target.Run(SampleRun.Source, new() { From = new(2025, 3, 1), To = new(2025, 3, 4) });
        var second = target.Run(SampleRun.Source, new() { From = new(2025, 3, 3), To = new(2025, 3, 4), Lookback = TimeSpan.FromDays(1) });
        string[] summary = ["--schema", "batches", "--dataset", "utm_daily_summary"];

        var rest = Diff(database.Uri, database.Uri, [.. summary, "--batch-a", first.BatchId]);
        Assert.Equal(
            ["Dates in B only: utm_daily_summary has 2025-03-03 to 2025-03-04; their rows are counted, but their places are not shown."],
            rest.Root.GetProperty("notes").EnumerateArray().Select(note => note.GetString()).Where(note => !note!.StartsWith("The last runs", StringComparison.Ordinal)));
        Assert.Contains("lookback: 30d in A, 1d in B", Diff(database.Uri, database.Uri, [.. summary, "--batch-a", first.BatchId, "--batch-b", second.BatchId]).Root.GetProperty("notes")[0].GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_schema_without_tables_is_trouble_that_says_what_to_name()
    {
        var diff = ToolRun.Of("diff", database.Uri, database.Uri, "--schema", "nothing_here", "--quiet");

        Assert.Equal(ExitCodes.Trouble, diff.ExitCode);
        Assert.EndsWith("schema 'nothing_here' has no UTM tables. Name the schema that 'utm run --postgres' published into.\n", diff.Error, StringComparison.Ordinal);
    }

    private static (int ExitCode, JsonElement Root) Diff(string a, string b, params string[] more)
    {
        var diff = ToolRun.Of(["diff", a, b, .. more, "--json", "--quiet"]);
        Assert.True(diff.ExitCode is ExitCodes.Done or ExitCodes.Different, diff.Error);
        using var json = JsonDocument.Parse(diff.Output);
        return (diff.ExitCode, json.RootElement.Clone());
    }
}
