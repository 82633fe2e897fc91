using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Tests.Reference;

namespace UtmAttribution.Tests.Pipeline;

/// <summary>One run of the tool over <c>data-samples</c> with every default, for all tests that look at what came out.</summary>
public sealed class SampleRun : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("utm-sample-run-");
    private int _others;

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

    /// <summary>Runs the pipeline on the sample with other options, to a folder of its own.</summary>
    /// <returns>That folder.</returns>
    internal string Run(AttributionOptions options)
    {
        var target = Path.Combine(_root.FullName, $"other-{++_others}");
        new AttributionPipeline(options, Source, target, TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);
        return target;
    }

    /// <summary>What the reference implementation makes of the sample.</summary>
    internal static ReferenceResult Reference(AttributionOptions options) => ReferenceRun.Of(
        new ReferenceSources(
            SampleTable.Read("shopify_orders"), SampleTable.Read("ads_insights_hourly"),
            ReferenceTable.FromCsv(Engines.SqlModel.Text("channel_rules.csv")), SampleTable.Read("ad_accounts"), SampleTable.Read("fx_rates")),
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
