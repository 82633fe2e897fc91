using System.Text.Json;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Everything that was measured; kept as JSON beside the tables, for comparisons.</summary>
/// <param name="Options">What was asked for.</param>
/// <param name="Machine">Where.</param>
/// <param name="Runs">The product's runs.</param>
/// <param name="Ways">The floor's ways to scan and to write.</param>
internal sealed record EndToEndResult(
    EndToEndOptions Options, Machine Machine, IReadOnlyList<RunMeasure> Runs, IReadOnlyDictionary<string, List<Measure>> Ways)
{
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
        // The folder is of this machine, and of no interest to anyone else.
        var kept = this with { Options = Options with { Work = "" } };
        File.WriteAllText(FileOf(Options.Orders, "json"), JsonSerializer.Serialize(kept, Readable) + "\n");
        File.WriteAllText(FileOf(Options.Orders, "md"), tables);
    }

    private static string FileOf(int orders, string extension) => Path.Combine(RepositoryPaths.Results, $"e2e-{orders}.{extension}");
}

/// <summary>One run of the product.</summary>
/// <param name="Took">The whole process, from its start to its end.</param>
/// <param name="PeakBytes">Its largest resident memory.</param>
/// <param name="Stages">Seconds by stage.</param>
/// <param name="Rows">Rows published.</param>
/// <param name="Bytes">Bytes published.</param>
internal sealed record RunMeasure(Measure Took, long PeakBytes, IReadOnlyDictionary<string, double> Stages, long Rows, long Bytes);
