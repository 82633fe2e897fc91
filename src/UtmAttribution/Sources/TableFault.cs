using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>What is said of tables that are missing or lack columns.</summary>
internal static class TableFault
{
    private const int MostNames = 40;
    private const int LongestName = 60;

    /// <summary>There is no file of a table that must be there.</summary>
    public static InvalidInputException Missing(string directory, SourceTable table)
    {
        var files = Directory.EnumerateFiles(directory).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal).ToList();
        return new(
            $"The source folder '{directory}' has no table '{table.Name}': {(files.Count == 0 ? "it has no files" : $"found {List(files)}")}; "
            + $"expected '{table.Name}.parquet', '{table.Name}.csv' or '{table.Name}.ndjson' (text also .gz or .zst). Put it there, or name another folder with --source.");
    }

    /// <summary>Refuses files without a column that must be there.</summary>
    public static void RequireColumns(SourceTable table, TablePart part)
    {
        if (table.Columns.FirstOrDefault(column => column.IsRequired && !part.Types.ContainsKey(column.Name)) is not { } missing)
            return;
        if (part.Types.Count == 0 && part.Format == FileFormat.NdJson)
        {
            throw new InvalidInputException(
                $"{FileFault.Names(part.Files)} has no JSON object in its first {NdJsonReader.RowsToLookAt:N0} lines; expected one object a line. Export it again as NDJSON.");
        }
        var advice = part.Format == FileFormat.Csv && part.Types.Keys.FirstOrDefault() is { } only && part.Types.Count == 1 && only.IndexOfAny([';', '\t', '|']) is >= 0 and var at
            ? $"Columns seem to be separated by '{only[at]}': export the file with commas."
            : "Export the table with that column, or rename it there.";
        throw new InvalidInputException(
            $"Table '{table.Name}' lacks the required column '{missing.Name}' in {FileFault.Names(part.Files)}; "
            + $"found the columns {List(part.Types.Keys)}. {advice}");
    }

    /// <summary>Names for a message, the first of them where they are many.</summary>
    public static string List(IEnumerable<string> names)
    {
        var all = names.Order(StringComparer.Ordinal).ToList();
        return string.Join(", ", all.Take(MostNames).Select(Show)) + (all.Count > MostNames ? $" and {all.Count - MostNames} more" : "");
    }

    private static string Show(string name)
    {
        var plain = new string([.. name.Select(character => char.IsControl(character) ? ' ' : character)]);
        return plain.Length <= LongestName ? $"'{plain}'" : $"'{plain[..LongestName]}…'";
    }
}
