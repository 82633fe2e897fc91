using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Sinks;

namespace UtmAttribution.Tests.Cli.Sweeping;

/// <summary>A small shop, swept and run.</summary>
public sealed class SweptShop : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private int _runs;

    /// <summary>Generates its files.</summary>
    public SweptShop() =>
        Assert.Equal(ExitCodes.Done, ToolRun.Of("generate", "--orders", "400", "--days", "60", "--ads", "6", "--seed", "11", "--last-date", "2025-04-10", "--out", Source).ExitCode);

    /// <summary>Its files.</summary>
    public string Source => _folder["shop"];

    /// <summary>What a sweep prints as CSV: the header's names, and a row's values by these names.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, string?>> Sweep(params string[] options)
    {
        var swept = ToolRun.Of(["sweep", "--source", Source, "--quiet", "--format", "csv", .. options]);
        Assert.Equal((ExitCodes.Done, ""), (swept.ExitCode, swept.Error));
        var records = UtmAttribution.Channels.CsvText.Read("sweep", swept.Output).ToList();
        return [.. records.Skip(1).Select(record => records[0].Zip(record).ToDictionary(cell => cell.First!, cell => cell.Second))];
    }

    /// <summary>A full run.</summary>
    internal PublishedDatasets Run(params string[] options)
    {
        var target = _folder[$"out-{_runs++}"];
        Assert.Equal(ExitCodes.Done, ToolRun.Of(RunCommand.Pipeline, ["run", "--source", Source, "--out", target, "--quiet", .. options]).ExitCode);
        return PublishedDatasets.Open(target);
    }

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();
}
