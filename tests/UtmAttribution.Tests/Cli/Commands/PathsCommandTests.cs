using System.IO.Compression;
using UtmAttribution.Cli;

namespace UtmAttribution.Tests.Cli.Commands;

public sealed class PathsCommandTests : IDisposable
{
    // The removal effects of this file, solved on paper, are in MarkovChainTests: 5/16, 10/16 and 12/16.
    private const string Paths = """
        path,total_conversions,total_conversion_value,total_null
        ads > mail,1,10,0
        ads,0,0,1
        mail > "search, paid",1,5,1
        ads > ads > mail,0,0,1
        "search, paid",2,1,0

        """;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void It_prints_channels_by_models()
    {
        var run = Run(Quoted, "--models", "first,linear,markov");

        Assert.Equal((0, """
             channel       first_conversions  first_value  linear_conversions  linear_value  markov_conversions  markov_value  removal_effect
            ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
             ads                        1.00        10.00                0.50          5.00                0.74          2.96          0.3125
             mail                       1.00         5.00                1.00          7.50                1.48          5.93          0.6250
             search, paid               2.00         1.00                2.50          3.50                1.78          7.11          0.7500

            """.ReplaceLineEndings("\n")), (run.ExitCode, run.Output));
        Assert.Equal("Markov chain of order 1: 3 states, overall conversion probability 0.5714285714285714\n3 rows\n", run.Error);
    }

    [Fact]
    public void CSV_and_JSON_have_all_digits()
    {
        Assert.Equal(
            "channel,shapley_conversions,shapley_value\nads,0.5,5\nmail,1,7.5\n\"search, paid\",2.5,3.5\n",
            Run(Quoted, "--models", "shapley", "--format", "csv").Output);
        Assert.Equal(
            """
            [
            {"channel":"ads","position_conversions":0.7,"position_value":7},
            {"channel":"mail","position_conversions":1,"position_value":6.5},
            {"channel":"search, paid","position_conversions":2.3,"position_value":2.5}
            ]

            """.ReplaceLineEndings("\n"),
            Run(Quoted, "--models", "position", "--position", "60,20,20", "--format", "json").Output);
    }

    [Fact]
    public void It_prints_the_transition_matrix() => Assert.Equal("""
         from          to            transitions  probability
        ──────────────────────────────────────────────────────
         (start)       ads                     3     0.428571
         (start)       mail                    2     0.285714
         (start)       search, paid            2     0.285714
         ads           mail                    2     0.666667
         ads           (null)                  1     0.333333
         mail          search, paid            2     0.500000
         mail          (conversion)            1     0.250000
         mail          (null)                  1     0.250000
         search, paid  (conversion)            3     0.750000
         search, paid  (null)                  1     0.250000

        """.ReplaceLineEndings("\n"), Run(Quoted, "--transitions").Output);

    [Fact]
    public void Other_names_separators_and_compressed_files_are_read()
    {
        var plain = _folder.Write("journeys.csv", "journey,orders\na|b,3\nb,1\n");
        using (var target = new GZipStream(File.Create($"{plain}.gz"), CompressionLevel.Fastest))
            target.Write(File.ReadAllBytes(plain));

        var run = ToolRun.Of(
            "paths", "--input", $"{plain}.gz", "--path-column", "journey", "--separator", "|", "--conversions", "orders", "--models", "last,markov", "--format", "csv");

        Assert.Equal("channel,last_conversions,markov_conversions,removal_effect\na,0,1.7142857142857142,0.75\nb,4,2.2857142857142856,1\n", run.Output);
        Assert.Contains("warning: ", run.Error);
        Assert.Contains("has no column 'total_null': every path counts as converted", run.Error);
        Assert.Contains("has no column 'total_conversion_value': only conversions are shared", run.Error);
    }

    [Fact]
    public void Paths_without_a_channel_are_left_out_and_counted()
    {
        var run = Run("path,total_conversions,total_conversion_value,total_null\n\"\",2,3.5,1\n > > ,1,1,0\na >  > b,4,8,0\n", "--models", "linear", "--format", "csv");

        Assert.Equal("channel,linear_conversions,linear_value\na,2,4\nb,2,4\n", run.Output);
        Assert.Contains("Paths without a channel in", run.Error);
        Assert.Contains(": 2. They are left out, with 3 conversions worth 4.5 and 1 nulls", run.Error);
        Assert.Contains("Empty names between separators", run.Error);
    }

    [Fact]
    public void A_separator_that_lost_its_blanks_is_suspected() => Assert.Contains(
        "stands in no path, but '>' in 2", Run("path,total_conversions,total_conversion_value,total_null\na>b,1,1,0\nb>a,1,1,0\nc,1,1,0\n").Error);

    [Theory]
    [InlineData("path,total_conversions\na,x\n", "row 1 below the header: column 'total_conversions' holds 'x'; expected a number below 10^15.")]
    [InlineData("path,total_conversions\na,1\nb,-1\n", "row 2 below the header: column 'total_conversions' holds '-1'; expected a number, 0 or more.")]
    [InlineData("path,total_conversions,total_null\na,1,\n", "row 1 below the header: column 'total_null' is empty; expected a number")]
    [InlineData("path,total_conversions,total_conversion_value\na,1,nan\n", "column 'total_conversion_value' holds 'nan'; expected a number")]
    [InlineData("path,total_conversions\na,1e15\n", "column 'total_conversions' holds '1e15'; expected a number below 10^15")]
    [InlineData("journey,conversions\na,1\n", "has no column 'path'; found the columns 'conversions', 'journey'. Name the column that is meant with --path-column.")]
    [InlineData("path,total_conversions\n", "has no path with a channel: it has no rows below its header")]
    [InlineData("path,total_conversions\n\"\",1\n", "has no path with a channel: column 'path' is empty in all of its 1 rows")]
    [InlineData("", "is empty; expected CSV")]
    public void Bad_files_are_an_error_that_says_where(string text, string message)
    {
        var run = Run(text);

        Assert.Equal((ExitCodes.Failed, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error);
        Assert.Contains("paths.csv", run.Error);
    }

    [Theory]
    [InlineData("error: --input: a value is missing; give a file of paths, such as paths.csv\n", "paths")]
    [InlineData("error: --input: there is no file \"none.csv\"\n", "paths", "--input", "none.csv")]
    [InlineData("error: --markov-order: \"5\" is not a whole number from 1 to 4", "paths", "--input", "README.md", "--markov-order", "5")]
    [InlineData("error: --models: \"markow\" is unknown; did you mean \"markov\"?", "paths", "--input", "README.md", "--models", "markow")]
    [InlineData("error: --separator: ", "paths", "--input", "README.md", "--separator", "")]
    [InlineData("error: the column 'path' is named 2 times", "paths", "--input", "README.md", "--value", "path")]
    public void Misuse_is_refused(string message, params string[] arguments)
    {
        _folder.Write("README.md", "x");

        var run = ToolRun.Of([.. arguments.Select(argument => argument == "README.md" ? _folder["README.md"] : argument)]);

        Assert.Equal(ExitCodes.Misuse, run.ExitCode);
        Assert.StartsWith(message, run.Error, StringComparison.Ordinal);
    }

    // A name with a comma has to be quoted, and with it its path.
    private static string Quoted => Paths.Replace("mail > \"search, paid\"", "\"mail > search, paid\"", StringComparison.Ordinal);

    private ToolRun Run(string csv, params string[] options) => ToolRun.Of(["paths", "--input", _folder.Write("paths.csv", csv), .. options]);
}
