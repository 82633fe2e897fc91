using UtmAttribution.Sinks;

namespace UtmAttribution.Cli.Diagnosis;

/// <summary>Can the folder be published to?</summary>
internal static class FolderCheck
{
    /// <summary>Looks at a folder; one that is not there yet is not made.</summary>
    public static void Look(string folder, Examination examination)
    {
        examination.Check("target folder", () =>
        {
            if (Directory.Exists(folder) || File.Exists(folder))
            {
                new ParquetSink(folder).CheckWritable();
                return FreeRoom.Find($"'{folder}' can be written", folder);
            }

            var parent = Path.GetFullPath(folder);
            while (!Directory.Exists(parent))
                parent = Path.GetDirectoryName(parent)!;
            var probe = Path.Combine(parent, $".utm-probe-{Environment.ProcessId}");
            Directory.CreateDirectory(probe);
            Directory.Delete(probe);
            return FreeRoom.Find($"'{folder}' is not there yet, can be made in '{parent}'", parent);
        });
    }
}
