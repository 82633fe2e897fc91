using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;
using UtmAttribution.Tests.Sinks.Postgres;

namespace UtmAttribution.Tests.Cli.Commands;

/// <summary><c>utm doctor</c> names what a run would lack, every thing of it, and nothing where all is well.</summary>
public sealed class DoctorCommandTests(TestDatabase database) : IClassFixture<TestDatabase>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_machine_with_the_sample_and_a_folder_to_publish_to_is_well()
    {
        using var tool = ToolProcess.Start(_folder.Path, ["doctor", "--source", SampleRun.Source, "--out", _folder["out"], "--time-zone", "Europe/Berlin"]);

        var (exitCode, output, error) = ToolProcess.Finish(tool);

        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.EndsWith("All is well.\n", output, StringComparison.Ordinal);
        Assert.Contains("native library", output, StringComparison.Ordinal);
        Assert.Contains("shopify_orders, ads_insights_hourly, ad_accounts, fx_rates; ad accounts in America/New_York, Asia/Kathmandu", output, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.Path));
    }

    public static TheoryData<string, string, string, string> Lacks => new()
    {
        { "temporary files", "cannot spill to ", "--temp-dir", "file" },
        { "memory", ": more than there is; lower --memory", "--memory", "900TB" },
        { "source", "does not exist; expected a folder", "--source", "nowhere" },
        { "source", "no table 'shopify_orders'", "--source", "." },
        { "target folder", "it is a file, and a folder is expected", "--out", "file" },
        { "server", "no server listens there", "--postgres", "postgresql://somebody:s3cret@127.0.0.1:1/shop" },
    };

    [Theory]
    [MemberData(nameof(Lacks))]
    public void What_is_lacking_is_named_and_the_rest_is_looked_at_all_the_same(string check, string found, string option, string value)
    {
        _folder.Write("file", "");

        var told = ToolRun.Of("doctor", option, option is "--memory" or "--postgres" ? value : Path.GetFullPath(Path.Combine(_folder.Path, value)), "--json");

        Assert.Equal((ExitCodes.Failed, ""), (told.ExitCode, told.Error));
        var findings = Findings(told);
        Assert.Contains(findings, finding => finding.Check == check && finding.Passed == false && finding.Found.Contains(found, StringComparison.Ordinal));
        Assert.Contains(findings, finding => finding is { Check: "clock", Passed: true });
        Assert.DoesNotContain("s3cret", told.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_database_lacks_what_only_its_owner_can_give_until_it_is_given()
    {
        database.Execute("create role doctored login password 'secret'");
        var server = PostgresServer.Parse(database.UriOf("doctored", "secret"));
        var run = new RunRequest { Source = SampleRun.Source, Postgres = server, Schema = "doctored", Engine = EngineKind.Postgres };
        AssertFails(run, default, ("target schema", "has no UTM tables. Nothing was published. Run 'utm init"), ("engine postgres", "role 'doctored' may not make schemas"));

        _ = new TargetSchema(database, "doctored");
        database.Execute($"grant create on database {database.Name} to doctored; grant usage on schema doctored to doctored; grant select on doctored.utm_schema_version to doctored");
        AssertFails(run, default, ("target schema", "role 'doctored' may not write to utm_ad_hourly_performance"));

        database.Execute("grant select, insert, delete on all tables in schema doctored to doctored");
        AssertFails(run, default);
        AssertFails(run with { Distribute = true }, default, ("engine postgres", "the database has no extension citus"));
        AssertFails(run, TimeSpan.FromMinutes(10), ("server's clock", "00:10:0"));
        AssertFails(run with { Postgres = null }, TimeSpan.FromDays(-40_000), ("clock", "before the program was built"));
        database.Execute($"drop owned by doctored; drop role doctored");
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    // The checks that failed; each must have found the words.
    private static void AssertFails(RunRequest run, TimeSpan clockRunsAhead, params (string Check, string Found)[] expected)
    {
        var failed = DoctorCommand.Look(run, new WrongClock(clockRunsAhead), CancellationToken.None).Where(finding => finding.Passed == false).ToList();
        Assert.Equal(expected.Select(finding => finding.Check), failed.Select(finding => finding.Check));
        Assert.All(expected.Zip(failed), pair => Assert.Contains(pair.First.Found, pair.Second.Found, StringComparison.Ordinal));
    }

    private static List<(string Check, bool? Passed, string Found)> Findings(ToolRun told)
    {
        using var json = JsonDocument.Parse(told.Output);
        return [.. json.RootElement.GetProperty("findings").EnumerateArray().Select(finding => (
            finding.GetProperty("check").GetString()!,
            finding.GetProperty("passed") is { ValueKind: not JsonValueKind.Null } passed ? passed.GetBoolean() : (bool?)null,
            finding.GetProperty("found").GetString()!))];
    }

    private sealed class WrongClock(TimeSpan ahead) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + ahead;
    }
}
