using System.Text.RegularExpressions;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>Says what is wrong with a file in which the engine's reading ended.</summary>
internal static partial class FileFault
{
    private const int LongestExcerpt = 80;

    /// <summary>The fault as a message; the engine's own where the file is not to blame, as when memory has run out.</summary>
    public static Exception Of(IReadOnlyList<TableFile> files, DuckDBException exception)
    {
        if (EngineFault.IsOfTheMachine(exception))
            return exception;
        var detail = exception.Detail;
        var named = files.Where(file => detail.Contains(file.Path, StringComparison.Ordinal)).ToList();
        var place = named is [var one] ? $"'{one.Path}'" : Names(files);
        var message = files[0].Format == FileFormat.Parquet
            ? $"{place} is a damaged Parquet file ({Engine(files, detail)}). Copy or export it again."
            : TextFault(place, files[0].FormatName, detail);
        return new InvalidInputException(message, exception);
    }

    /// <summary>The files, for messages.</summary>
    public static string Names(IReadOnlyList<TableFile> files) =>
        string.Join(", ", files.Take(3).Select(file => $"'{file.Path}'")) + (files.Count > 3 ? $" and {files.Count - 3} more" : "");

    private static string TextFault(string place, string format, string detail)
    {
        if (LineNumber().Match(detail) is { Success: true } line)
            place = $"{place}, line {line.Groups["line"].Value}";
        var excerpt = OriginalLine().Match(detail) is { Success: true } original ? $" Found: {Excerpt(original.Groups["text"].Value)}" : "";
        if (FieldCounts().Match(detail) is { Success: true } counts)
        {
            return $"{place} has {counts.Groups["found"].Value} fields; expected {counts.Groups["expected"].Value}, as the header has.{excerpt} "
                + "Quote fields that hold commas or line ends, and export the file again.";
        }
        if (detail.Contains("unterminated quote", StringComparison.Ordinal))
            return $"{place} has a quote that is never closed, or text behind a closing one; expected CSV as in RFC 4180.{excerpt} Double the quotes inside a quoted field, and export the file again.";
        if (detail.Contains("utf-8", StringComparison.OrdinalIgnoreCase) || detail.Contains("unicode", StringComparison.OrdinalIgnoreCase))
            return $"{place} is not UTF-8; expected text in UTF-8.{excerpt} Export the file in that encoding.";
        if (detail.Contains("Maximum line size", StringComparison.Ordinal))
            return $"{place} is longer than 64 MiB; expected shorter lines. Perhaps a quote is not closed: export the file again.";
        if (detail.Contains("invalid state", StringComparison.Ordinal))
            return $"{place} is no {format} that can be read: perhaps its lines end in different ways. Export it with line ends of one kind.";
        return $"{place} cannot be read as {format} ({FirstLine(detail)}). Copy or export it again.";
    }

    private static string Excerpt(string text)
    {
        var plain = new string([.. text.Trim().Select(character => char.IsControl(character) ? ' ' : character)]);
        return plain.Length <= LongestExcerpt ? $"'{plain}'." : $"'{plain[..LongestExcerpt]}…'.";
    }

    private static string FirstLine(string detail) => detail.Trim().Split('\n', 2)[0].TrimEnd('\r', ' ', '.', ':');

    // The engine's words, without the file that the message has named already.
    private static string Engine(IReadOnlyList<TableFile> files, string detail)
    {
        var words = FirstLine(detail);
        foreach (var file in files)
            words = words.Replace($" file \"{file.Path}\"", "", StringComparison.Ordinal).Replace($" in file '{file.Path}'", "", StringComparison.Ordinal);
        return words;
    }

    [GeneratedRegex(@"CSV Error on Line: (?<line>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex LineNumber();

    [GeneratedRegex(@"^Original Line: (?<text>.*)$", RegexOptions.ExplicitCapture | RegexOptions.Multiline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex OriginalLine();

    [GeneratedRegex(@"Expected Number of Columns: (?<expected>\d+) Found: (?<found>\d+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex FieldCounts();
}
