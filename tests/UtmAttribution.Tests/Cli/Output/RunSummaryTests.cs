using UtmAttribution.Cli;

namespace UtmAttribution.Tests.Cli.Output;

public sealed class RunSummaryTests
{
    private static readonly string[] Run = ["run", "--source", "in", "--out", "out", "--quiet"];

    [Fact]
    public void The_summary_says_what_was_published_where_and_that_the_ledger_agrees() => Assert.Equal("""
        Published 2026-01-01 to 2026-03-01 (60 days), Europe/Berlin, EUR, batch batch-1

         dataset       dates       rows      size
        ──────────────────────────────────────────
         utm_sessions     91  2,345,678  123.5 MB
         utm_rejects       0          0       0 B

        Ledger: all 2 lines agree

         ✓  orders            100,000 rows  conversions 99,000 + rejected bad_amount 1,000
         ✓  revenue, linear  1,234.50 EUR   attributed_revenue 1,234.50

        warning: Landing pages are paths and no --shop-host is given.
        Took 1 min 07 s (sessions 1 min 05 s, load orders 2.50 s), at most 812.0 MB of memory.
        The datasets are in out

        """.ReplaceLineEndings("\n"), ToolRun.Of(Run).Output);

    [Fact]
    public void A_line_that_differs_shows_both_figures_and_the_difference()
    {
        var output = ToolRun.Of(Sample.Unbalanced, Run).Output;

        Assert.Contains("Ledger: 1 of 2 lines DIFFERS\n", output);
        Assert.Contains(" ✗  spend     10.50 EUR   found 10.25, -0.25 off: used 10.25\n", output);
    }

    [Fact]
    public void A_locale_without_UTF_8_gets_plain_ASCII()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        CommandLine.Run(Run, new Terminal(output, error) { Unicode = false }, (_, _, _, _) => Sample.Unbalanced);

        Assert.True(output.ToString().All(char.IsAscii), output.ToString());
        Assert.Contains(" DIFFERS  spend", output.ToString());
        Assert.Contains(" ok       orders", output.ToString());
    }

    [Fact]
    public void On_a_narrow_terminal_the_parts_stand_below_and_no_part_is_broken()
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        CommandLine.Run(Run, new Terminal(output, error) { OutIsTerminal = true, Unicode = true, Width = 50 }, (_, _, _, _) => Sample.Report);

        Assert.Contains("""
             ✓  orders            100,000 rows
                  conversions 99,000 +
                  rejected bad_amount 1,000
             ✓  revenue, linear  1,234.50 EUR
                  attributed_revenue 1,234.50

            """.ReplaceLineEndings("\n"), output.ToString().ReplaceLineEndings("\n"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Colour_is_for_terminals_that_want_it(bool color)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();

        CommandLine.Run(Run, new Terminal(output, error) { OutIsTerminal = true, Color = color }, (_, _, _, _) => Sample.Report);

        Assert.Equal(color, output.ToString().Contains("\e[32m"));
    }

    [Theory]
    [InlineData("C.UTF-8", null, null, true)]
    [InlineData(null, "de_DE.utf8", "C", true)]
    [InlineData("C", "de_DE.UTF-8", "de_DE.UTF-8", false)]
    [InlineData("", "", "en_US.ISO-8859-1", false)]
    [InlineData(null, null, null, false)]
    public void The_locale_says_whether_UTF_8_is_spoken(string? all, string? type, string? language, bool unicode) => Assert.Equal(
        unicode,
        Terminal.SpeaksUnicode(windows: false, 0, name => name switch { "LC_ALL" => all, "LC_CTYPE" => type, _ => language }));
}
