using System.Collections.Concurrent;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Manifests;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Verification;

/// <summary>Compares the files of a folder with its manifest.</summary>
internal sealed class FileVerification(string directory, Manifest manifest)
{
    /// <summary>Reads all files.</summary>
    public FileFindings Run(DuckDBDatabase database, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var expected = manifest.Files.ToDictionary(file => file.Path, StringComparer.Ordinal);
        var present = PartitionPath.Files(directory).ToList();
        var listed = present.Where(expected.ContainsKey).ToList();
        var counter = new ProgressCounter("verify files", listed.Count, progress);

        var contents = new ConcurrentDictionary<string, FileContent>();
        var findings = new ConcurrentDictionary<string, string>();
        Workers.Run(database, Environment.ProcessorCount, listed, Read, cancellation);

        foreach (var extra in present.Where(path => !expected.ContainsKey(path)))
            findings[extra] = $"{extra} is not in {Manifest.FileName}: no run published it.";
        foreach (var missing in expected.Keys.Except(present))
            findings[missing] = $"{missing} is missing; {Manifest.FileName} says that it has {expected[missing].Rows} rows.";
        foreach (var (path, reference) in OtherSchemas(expected, contents))
        {
            findings[path] = Join(
                findings.GetValueOrDefault(path),
                $"{path} has other columns than {reference}: {contents[path].Schema}; there they are: {contents[reference].Schema}.");
        }


        return new(
            listed.Count,
            contents.Values.Sum(content => content.Rows),
            [.. findings.OrderBy(finding => finding.Key, StringComparer.Ordinal).Select(finding => finding.Value)],
            contents.Keys.ToHashSet(StringComparer.Ordinal));

        void Read(DuckDBConnection connection, string path, CancellationToken stop)
        {
            try
            {
                contents[path] = FileContent.Read(connection, Path.Combine(directory, path), stop);
                if (Differences(expected[path], contents[path]) is { } differences)
                    findings[path] = $"{path} is not as it was published: {differences}.";
            }
            catch (Exception fault) when (fault is DuckDBException or IOException or UnauthorizedAccessException or NotSupportedException)
            {
                findings[path] = $"{path} cannot be read: {(fault as DuckDBException)?.Detail ?? fault.Message}";
            }

            counter.Add();
        }
    }

    private string? Differences(ManifestEntry expected, FileContent found)
    {
        var differences = new List<string>();
        if (found.Rows != expected.Rows)
            differences.Add($"it has {found.Rows} rows instead of {expected.Rows}");
        if (found.Bytes != expected.Bytes)
            differences.Add($"it has {found.Bytes} bytes instead of {expected.Bytes}");
        if (manifest.ContentHash == ContentHash.Algorithm && found.ContentHash != expected.ContentHash)
            differences.Add($"the hash of its data is {found.ContentHash} instead of {expected.ContentHash}");
        else if (found.Sha256 != expected.Sha256)
            differences.Add($"its data are the same, but not its bytes (SHA-256 {found.Sha256} instead of {expected.Sha256})");
        return differences.Count == 0 ? null : string.Join(", ", differences);
    }

    /// <summary>Files whose columns are not those of their dataset's newest file, with that one.</summary>
    private IEnumerable<(string Path, string Reference)> OtherSchemas(
        Dictionary<string, ManifestEntry> expected, ConcurrentDictionary<string, FileContent> contents) =>
        contents.Keys
            .GroupBy(path => expected[path].Dataset)
            .SelectMany(dataset =>
            {
                var reference = dataset
                    .OrderByDescending(path => expected[path].BatchId == manifest.BatchId)
                    .ThenBy(path => path, StringComparer.Ordinal)
                    .First();
                return dataset.Where(path => contents[path].Schema != contents[reference].Schema).Select(path => (path, reference));
            });

    private static string Join(string? first, string second) => first is null ? second : $"{first} {second}";
}

/// <summary>What the comparison of files found.</summary>
/// <param name="Read">Files that were read or could not be.</param>
/// <param name="Rows">Their rows.</param>
/// <param name="Findings">What differs, in order of paths.</param>
/// <param name="Readable">The paths that could be read to the end.</param>
internal sealed record FileFindings(int Read, long Rows, IReadOnlyList<string> Findings, IReadOnlySet<string> Readable);
