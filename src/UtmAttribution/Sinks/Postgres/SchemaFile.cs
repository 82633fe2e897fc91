using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>A numbered file of the target's schema: those of one version, run in the order of their names, make it of the version before.</summary>
/// <param name="Version">The version of the schema that it belongs to, from 1.</param>
/// <param name="Name">The file's name.</param>
/// <param name="Sql">Its statements.</param>
internal sealed partial record SchemaFile(int Version, string Name, string Sql)
{
    private const string Folder = "Sinks/schema/";

    /// <summary>The files of this release, in order.</summary>
    public static IReadOnlyList<SchemaFile> All { get; } = Load();

    /// <summary>The statements for tables that are partitioned, or are not.</summary>
    public string SqlFor(bool partitioned) => Partitioned().Replace(Sql, partitioned ? "${words}" : "");

    /// <summary>The statements of some files that make indexes, by the indexes' names; of several the newest.</summary>
    public static IReadOnlyDictionary<string, string> Indexes(IEnumerable<SchemaFile> files)
    {
        var found = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (Match statement in files.SelectMany(file => CreateIndex().Matches(file.Sql)))
            found[statement.Groups["name"].Value] = statement.Value;
        return found;
    }

    private static List<SchemaFile> Load() =>
    [
        .. from resource in Assembly.GetExecutingAssembly().GetManifestResourceNames()
           where resource.StartsWith(Folder, StringComparison.Ordinal)
           let name = resource[Folder.Length..]
           let version = int.Parse(name.AsSpan(0, name.IndexOf('_', StringComparison.Ordinal)), CultureInfo.InvariantCulture)
           orderby version, name
           select new SchemaFile(version, name, Text(resource)),
    ];

    private static string Text(string resource)
    {
        using var reader = new StreamReader(Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }

    [GeneratedRegex(@"^create (unique )?index (?<name>\w+)\s[^;]*;", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex CreateIndex();

    [GeneratedRegex(@"/\* partitioned: (?<words>.*?) \*/", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Partitioned();
}
