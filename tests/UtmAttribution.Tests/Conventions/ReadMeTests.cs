using System.Text.RegularExpressions;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Conventions;

/// <summary>What <c>README.md</c> says against what is so.</summary>
[Collection(SharesSampleRun.Name)]
public sealed class ReadMeTests(SampleRun run)
{
    private static readonly string ReadMe = File.ReadAllText(Path.Combine(SampleRun.Repository, "README.md"));

    [Fact]
    public void The_output_that_it_shows_is_what_the_first_command_prints()
    {
        var shown = ReadMe.Split("```text\n")[1].Split("\n```")[0];

        Assert.Equal(WithoutWhatVaries(run.Printed.TrimEnd('\n').Replace(run.Out, "out", StringComparison.Ordinal)), WithoutWhatVaries(shown));
    }

    [Fact]
    public void Its_table_has_every_option_of_a_run_and_no_other()
    {
        var help = ToolRun.Of("run", "--help").Output;
        var offered = Find(help, "^  (?<it>--[a-z-]+( [A-Z][A-Z,.]*)?)  ");

        Assert.Equal(offered.Order(StringComparer.Ordinal), Find(Options, "`(?<it>--[a-z-]+( [A-Z][A-Z,.]*)?)`").Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Its_defaults_are_those_of_the_help()
    {
        var help = string.Join(' ', ToolRun.Of("run", "--help").Output.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        var defaults = Options.Split('\n').Select(line => line.Split('|', StringSplitOptions.TrimEntries))
            .Where(cells => cells is [_, ['`', ..], _, ['`', ..], _]).Select(cells => (Option: cells[1].Trim('`'), Default: cells[3].Trim('`'))).ToList();

        Assert.Equal(12, defaults.Count);
        Assert.All(defaults, row => Assert.StartsWith($"{row.Default}]", help.Split($" {row.Option} ")[1].Split('[')[1], StringComparison.Ordinal));
    }

    [Fact]
    public void Folders_and_files_that_it_names_are_there()
    {
        var map = Section("Where to find what");
        var library = map.Split('\n').Where(line => line.StartsWith("| `src/UtmAttribution/", StringComparison.Ordinal))
            .SelectMany(line => Find(line.Split('|')[1], "`(?<it>[A-Z][A-Za-z]+)`")).Select(folder => $"src/UtmAttribution/{folder}");
        string[] named = [.. Find(ReadMe, "\\]\\((?<it>[^)]+)\\)"), .. Find(map, "`(?<it>(src|tests|bench|data-samples)[A-Za-z./-]*)`"), .. library];

        Assert.All(named, path => Assert.True(Path.Exists(Path.Combine(SampleRun.Repository, path)), $"README.md names '{path}', which is not there."));
    }

    [Fact]
    public void It_has_at_most_250_lines() => Assert.InRange(ReadMe.Split('\n').Length, 100, 251);

    private static string Options => Section("Options of `utm run`");

    private static string Section(string heading) => ReadMe.Split($"## {heading}\n")[1].Split("\n## ")[0];

    /// <summary>The batch, sizes, times and memory differ from run to run, and with them where the line about them breaks.</summary>
    private static string WithoutWhatVaries(string output) =>
        Replace(Replace(Replace(output, "batch [0-9TZ]+", "batch …"), " +[0-9.]+ [kMG]?B$", " …"), "^Took [^/]*\nThe datasets", "Took …\nThe datasets");

    private static List<string> Find(string text, string pattern) => [.. Regex.Matches(text, pattern, Plain).Select(match => match.Groups["it"].Value)];

    private static string Replace(string text, string pattern, string by) => Regex.Replace(text, pattern, by, Plain);

    private const RegexOptions Plain = RegexOptions.Multiline | RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking;
}
