using System.Text.Json;

namespace UtmAttribution.Bench.Guarding;

/// <summary>Ratios that later ones are compared with: how fast something is, compared with a simpler way or a floor.</summary>
/// <param name="Machine">Where and when they were measured.</param>
/// <param name="Ratios">By name; a greater one is better.</param>
internal sealed record KeptRatios(string Machine, SortedDictionary<string, double> Ratios)
{
    /// <summary>What of a ratio must be left: a fall of more than a quarter is reported.</summary>
    public const double Least = 0.75;

    private static readonly JsonSerializerOptions Readable = new() { WriteIndented = true };

    private static string Path => System.IO.Path.Combine(RepositoryPaths.Results, "guard.json");

    /// <summary>Those that were accepted last.</summary>
    /// <exception cref="InvalidOperationException">There are none.</exception>
    public static KeptRatios Load() => File.Exists(Path)
        ? JsonSerializer.Deserialize<KeptRatios>(File.ReadAllText(Path), Readable)!
        : throw new InvalidOperationException($"There is no '{Path}'; make it with ./bench/guard.sh --accept.");

    /// <summary>Keeps them, with three digits.</summary>
    public void Save()
    {
        var rounded = Ratios.ToDictionary(ratio => ratio.Key, ratio => double.Parse($"{ratio.Value:G3}"), StringComparer.Ordinal);
        var kept = this with { Ratios = new(rounded, StringComparer.Ordinal) };
        File.WriteAllText(Path, JsonSerializer.Serialize(kept, Readable) + "\n");
    }

    /// <summary>Compares them with what is measured now.</summary>
    public IReadOnlyList<ComparedRatio> Compare(IReadOnlyDictionary<string, double> now) =>
    [
        .. Ratios.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(name => new ComparedRatio(
            name, Ratios.TryGetValue(name, out var before) ? before : null, now.TryGetValue(name, out var ratio) ? ratio : null)),
    ];
}
