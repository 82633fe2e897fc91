using System.Text.Json.Serialization;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Manifests;

/// <summary>The list of all files of a target, kept as <c>_manifest.json</c>.</summary>
internal sealed record Manifest
{
    /// <summary>The file's name in the target.</summary>
    public const string FileName = "_manifest.json";

    /// <summary>The newest form of the file that is understood.</summary>
    public const int NewestFormat = 1;

    /// <summary>The form of this file.</summary>
    public required int FormatVersion { get; init; }

    /// <summary>The version of the program that wrote it.</summary>
    public required string ToolVersion { get; init; }

    /// <summary>The run that published last.</summary>
    public required string BatchId { get; init; }

    /// <summary>What that run was told, as written with every file.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    /// <summary>How the content hashes are made.</summary>
    public required string ContentHash { get; init; }

    /// <summary>The runs that dates are of, the last one last; null in a file of an older version.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<ManifestRun>? Runs { get; init; }

    /// <summary>The files of all datasets, whichever run they are from, by path.</summary>
    public required IReadOnlyList<ManifestEntry> Files { get; init; }

    /// <summary>The manifest after a publication: its files, and those of before whose dates it does not replace.</summary>
    public static Manifest Next(Manifest? previous, PublishRequest request, IReadOnlyList<ManifestEntry> files)
    {
        var kept = (previous?.Files ?? [])
            .Where(file => !request.Datasets.Any(dates => dates.Dataset.Name == file.Dataset && dates.Replaces(file.DateStart)));
        return new()
        {
            FormatVersion = NewestFormat,
            ToolVersion = UtmAttribution.ToolVersion.Text,
            BatchId = ParquetSink.BatchOf(request),
            Options = new SortedDictionary<string, string>(request.Metadata.ToDictionary(), StringComparer.Ordinal),
            ContentHash = Partitions.ContentHash.Algorithm,
            Runs = [.. ManifestRun.WithoutDates(previous?.Runs, request.Sources.Keys), ManifestRun.Of(request)],
            Files = [.. kept.Concat(files).OrderBy(file => file.Path, StringComparer.Ordinal)],
        };
    }

    /// <summary>The target's manifest; null where nothing was published yet.</summary>
    /// <exception cref="InvalidInputException">It is there and cannot be read.</exception>
    public static Manifest? Find(string directory)
    {
        var path = Path.Combine(directory, FileName);
        // Whatever else has its name: to take that for nothing would be to forget what is published.
        if (!Path.Exists(path))
            return null;
        var manifest = AtomicFile.Read(path, PublishedJson.Readable.Manifest, "manifest", "Restore the file, or publish everything again into an empty folder.");
        return manifest.FormatVersion <= NewestFormat
            ? manifest
            : throw new InvalidInputException(
                $"'{path}' has format version {manifest.FormatVersion}; this program understands up to {NewestFormat}. Use version "
                + $"{manifest.ToolVersion} of the program or a newer one.");
    }
}

/// <summary>A file of the target.</summary>
/// <param name="Path">Where it is, relative to the target, with <c>/</c>.</param>
/// <param name="Dataset">The dataset that it belongs to.</param>
/// <param name="DateStart">The date that it holds.</param>
/// <param name="Rows">Its rows, as read back after writing.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="BatchId">The run that wrote it.</param>
/// <param name="ContentHash">The hash of its data, audit columns apart.</param>
/// <param name="Sha256">The hash of its bytes.</param>
internal sealed record ManifestEntry(
    string Path, string Dataset, DateOnly DateStart, long Rows, long Bytes, string BatchId, string ContentHash, string Sha256);
