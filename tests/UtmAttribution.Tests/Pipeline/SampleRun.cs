using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Engines;
using UtmAttribution.Tests.Reference;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>One run of the tool over <c>data-samples</c> with every default, for all tests that look at what came out.</summary>
public sealed class SampleRun : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("utm-sample-run-");

    /// <summary>Runs the tool as on a terminal of 100 columns.</summary>
    public SampleRun()
    {
        Out = Path.Combine(_root.FullName, "out");
        using var output = new StringWriter();
        using var error = new StringWriter();
        var terminal = new Terminal(output, error) { OutIsTerminal = true, Unicode = true };
        var exitCode = CommandLine.Run(["run", "--source", Source, "--out", Out], terminal, RunCommand.Pipeline);
        Assert.True(exitCode == ExitCodes.Done, $"The run ended with exit code {exitCode}: {error}");
        Printed = output.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The repository's top folder.</summary>
    public static string Repository { get; } = FindRepository();

    /// <summary>The folder <c>data-samples</c>.</summary>
    public static string Source { get; } = Path.Combine(Repository, "data-samples");

    /// <summary>The folder that the run published to.</summary>
    public string Out { get; }

    /// <summary>What the run printed on stdout.</summary>
    public string Printed { get; }

    /// <summary>What the reference implementation makes of a folder with sample files.</summary>
    internal static ReferenceResult Reference(AttributionOptions options, string folder) => ReferenceRun.Of(
        new ReferenceSources(
            SampleTable.Read(folder, "shopify_orders"), SampleTable.Read(folder, "ads_insights_hourly"),
            ReferenceTable.FromCsv(SqlModel.Text("channel_rules.csv")),
            SampleTable.Read(folder, "ad_accounts"), SampleTable.Read(folder, "fx_rates")),
        Agreement.ToReference(options));

    /// <inheritdoc/>
    public void Dispose() => _root.Delete(recursive: true);

    private static string FindRepository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "UtmAttribution.sln")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
