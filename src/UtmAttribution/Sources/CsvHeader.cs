using UtmAttribution.Channels;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>
/// The first line of a CSV file. It is read here, and the engine is told what it says: left to find the columns out by itself,
/// the engine takes a broken row for the header.
/// </summary>
/// <param name="Columns">The names of the columns, in order.</param>
/// <param name="Lines">How many lines stand before the first row: the header and blank lines above it.</param>
internal sealed record CsvHeader(IReadOnlyList<string> Columns, int Lines)
{
    /// <summary>How many lines the caller has to hand over.</summary>
    public const int LinesToLookAt = 100;

    /// <summary>Finds the header.</summary>
    /// <param name="file">The file, for messages.</param>
    /// <param name="lines">Its first lines, null where one is blank.</param>
    public static CsvHeader Read(TableFile file, IEnumerable<string?> lines)
    {
        var count = 0;
        foreach (var line in lines)
        {
            count++;
            if (line?.TrimStart('\ufeff').TrimEnd('\r') is { Length: > 0 } header)
                return new(Names(file, header), count);
        }
        throw new InvalidInputException($"'{file.Path}' has no line with the names of its columns; expected CSV whose first line names them. Export it again.");
    }

    private static List<string> Names(TableFile file, string header)
    {
        var names = CsvText.Read($"'{file.Path}'", header).First()
            .Select((name, index) => name?.Trim() is { Length: > 0 } given ? given : $"column {index + 1}").ToList();
        var repeated = names.GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(group => group.Count() > 1);
        return repeated is null ? names : throw new InvalidInputException(
            $"'{file.Path}' has {repeated.Count()} columns named '{repeated.Key}'; expected every name once. Rename or leave out all but one.");
    }
}
