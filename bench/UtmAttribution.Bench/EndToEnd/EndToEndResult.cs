using System.Text.Json;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Everything that was measured; kept as JSON beside the tables, for comparisons.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Machine">Where.</param>
/// <param name="Runs">The product's runs from files to Parquet.</param>
/// <param name="Ways">The floor's ways to scan and to write.</param>
internal sealed record EndToEndResult(
    EndToEndOptions Options, Machine Machine, IReadOnlyList<RunMeasure> Runs, IReadOnlyDictionary<string, List<Measure>> Ways)
{
    /// <summary>The product's runs by their ways, where there was a server; else empty.</summary>
    public IReadOnlyDictionary<string, List<RunMeasure>> ServerRuns { get; init; } = new Dictionary<string, List<RunMeasure>>(StringComparer.Ordinal);

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    /// <summary>What was measured last for so many orders, if anything.</summary>
    public static EndToEndResult? TryLoad(int orders)
    {
        var file = FileOf(orders, "json");
        return File.Exists(file) ? JsonSerializer.Deserialize<EndToEndResult>(File.ReadAllText(file), Readable) : null;
    }

    /// <summary>Writes the figures, and the tables made of them.</summary>
    public void Save(string tables)
    {
        Directory.CreateDirectory(RepositoryPaths.Results);
        // Folder and server are of this machine, and of no interest to anyone else.
        var kept = this with { Options = Options with { Work = "", Server = null } };
        File.WriteAllText(FileOf(Options.Orders, "json"), JsonSerializer.Serialize(kept, Readable) + "\n");
        File.WriteAllText(FileOf(Options.Orders, "md"), tables);
    }

    private static string FileOf(int orders, string extension) => Path.Combine(RepositoryPaths.Results, $"e2e-{orders}.{extension}");
}
