using UtmAttribution.Sinks.Manifests;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// What has the name of a file or folder of a target and is none. It is looked for before anything is published: met in the middle,
/// it would leave some dates as before and others as after.
/// </summary>
internal static class Obstacle
{
    /// <summary>Looks where every run writes.</summary>
    /// <exception cref="IOException">One is there.</exception>
    public static void Check(string target)
    {
        ExpectFile(Path.Combine(target, Manifest.FileName));
        ExpectFile(Path.Combine(target, LedgerFile.FileName));
    }

    /// <summary>Looks where a run writes or removes files of its dates.</summary>
    /// <exception cref="IOException">One is there.</exception>
    public static void Check(string target, PublishRequest request)
    {
        Check(target);
        foreach (var dates in request.Datasets)
        {
            ExpectFolder(Path.Combine(target, dates.Dataset.Name));
            foreach (var date in PartitionPath.Dates(target, dates.Dataset.Name).Where(dates.Replaces))
            {
                var file = Path.Combine(target, PartitionPath.Of(dates.Dataset.Name, date));
                ExpectFolder(Path.GetDirectoryName(file)!);
                ExpectFile(file);
            }
        }
    }

    /// <summary>Sees that a path is a file's, or nothing's.</summary>
    /// <exception cref="IOException">It is a folder's.</exception>
    public static void ExpectFile(string path)
    {
        if (Directory.Exists(path))
            throw new IOException($"'{path}' is a folder, and a file is expected.");
    }

    /// <summary>Sees that a path is a folder's, or nothing's.</summary>
    /// <exception cref="IOException">It is a file's.</exception>
    public static void ExpectFolder(string path)
    {
        if (File.Exists(path))
            throw new IOException($"'{path}' is a file, and a folder is expected.");
    }
}
