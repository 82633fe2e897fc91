using UtmAttribution.Cli;
using UtmAttribution.Errors;

namespace UtmAttribution.Tests.Cli;

public sealed class ExitCodesTests
{
    private static readonly string[] Run = ["run", "--source", "in", "--out", "out", "--quiet"];

    public static TheoryData<Exception, int, string> Faults => new()
    {
        { new InvalidInputException("the table has no column \"order_id\""), 1, "error: the table has no column \"order_id\"\n" },
        { new PublishException("\"out\" cannot be written", new IOException("disk full")), 1, "error: \"out\" cannot be written\n" },
        { new IOException("the disk is gone"), 1, "error: the disk is gone\n" },
        { new UnauthorizedAccessException("access is denied"), 1, "error: access is denied\n" },
        { new DllNotFoundException("libduckdb is missing"), 1, "error: libduckdb is missing\n" },
        { new InvalidOptionException("--from: too early"), 2, "error: --from: too early\n" },
        { new LedgerException("orders: 10 read, 9 used"), 3, "error: orders: 10 read, 9 used\n" },
        { new OperationCanceledException(), 130, "cancelled: nothing was published\n" },
        { new AggregateException(new LedgerException("inside")), 3, "error: inside\n" },
        { new TypeInitializationException("X", new InvalidInputException("inside")), 1, "error: inside\n" },
        {
            new InvalidCastException("odd"), 1,
            "error: unexpected fault (InvalidCastException): odd\nThis is a bug of the tool; --verbose shows where it happened.\n"
        },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void Every_fault_has_its_exit_code_and_one_message_on_stderr(Exception fault, int exitCode, string message)
    {
        var run = ToolRun.Failing(fault, Run);

        Assert.Equal((exitCode, message, ""), (run.ExitCode, run.Error, run.Output));
    }

    [Fact]
    public void The_stack_trace_comes_with_verbose_alone()
    {
        var fault = new InvalidInputException("broken");

        Assert.DoesNotContain("   at ", ToolRun.Failing(fault, Run).Error);
        Assert.Contains("   at ", ToolRun.Failing(fault, [.. Run, "--verbose"]).Error);
        Assert.Contains("   at ", ToolRun.Failing(fault, ["--verbose", .. Run]).Error);
    }

    [Fact]
    public void A_report_whose_ledger_does_not_balance_is_no_success()
    {
        Assert.Equal(ExitCodes.Done, ToolRun.Of(Run).ExitCode);
        Assert.Equal(ExitCodes.NotReconciled, ToolRun.Of(Sample.Unbalanced, Run).ExitCode);
    }

    [Theory]
    [InlineData("error: \"--lookbak\" is not an option of utm run; did you mean \"--lookback\"?", "run", "--lookbak", "30d")]
    [InlineData("error: \"--lookbak\" is not an option of utm run; did you mean \"--lookback\"?", "run", "--lookbak=30d")]
    [InlineData("error: \"--bogus-thing\" is not an option of utm run; see utm run --help", "run", "--bogus-thing")]
    [InlineData("error: \"rum\" is not a command of utm; did you mean \"run\"?", "rum")]
    [InlineData("error: \"lst\" is not a command of utm channels; did you mean \"list\"?", "channels", "lst")]
    [InlineData("error: \"more\" is not expected here; see utm run --help", "run", "--source", "in", "more")]
    [InlineData("error: \"@file\" is not expected here; see utm run --help", "run", "@file")]
    [InlineData("error: --source: not given; name the folder with shopify_orders and ads_insights_hourly, or a PostgreSQL database with --postgres", "run", "--out", "out")]
    [InlineData("error: --out: not given; name the folder to publish to, or a PostgreSQL database with --postgres", "run", "--source", "in")]
    [InlineData("error: --engine: postgres runs the models in the database that is published to, and none is given; name it with --postgres", "run", "--source", "in", "--out", "out", "--engine", "postgres")]
    [InlineData("error: --engine: \"postgre\" is unknown; did you mean \"postgres\"? Allowed are duckdb, postgres", "run", "--source", "in", "--out", "out", "--engine", "postgre")]
    [InlineData("error: --distribute: tables that are partitioned by month stay on one server; leave out --distribute or --partition", "init", "--postgres", "postgresql://localhost/shop", "--partition", "month", "--distribute")]
    [InlineData("error: --distribute: only --engine postgres has workers that could run the models; leave one of them out, or give both", "run", "--source", "in", "--out", "out", "--distribute")]
    [InlineData("error: --keep: only --engine postgres makes a schema that could be kept; leave one of them out, or give both", "run", "--source", "in", "--out", "out", "--keep")]
    [InlineData("error: --source: a value is missing; give a folder", "run", "--source", "--out", "out")]
    [InlineData("error: --source: the value is empty; give a folder", "run", "--source", "", "--out", "out")]
    [InlineData("error: --from: given 2 times (\"2026-01-01\", \"2026-01-02\"); give it once", "run", "--from", "2026-01-01", "--from", "2026-01-02")]
    [InlineData("error: DIR is missing: folder that utm run published to; see utm verify --help", "verify")]
    public void Misuse_is_one_line_and_exit_code_2(string message, params string[] arguments)
    {
        var run = ToolRun.Of(arguments);

        Assert.Equal((ExitCodes.Misuse, $"{message}\n", ""), (run.ExitCode, run.Error, run.Output));
    }

    [Theory]
    [InlineData("Usage:\n  utm COMMAND [options]\n")]
    [InlineData("Usage:\n  utm channels COMMAND [options]\n", "channels")]
    public void A_command_that_needs_another_word_shows_its_help_on_stderr(string usage, params string[] arguments)
    {
        var run = ToolRun.Of(arguments);

        Assert.Equal((ExitCodes.Misuse, ""), (run.ExitCode, run.Output));
        Assert.Contains(usage, run.Error);
    }
}
