using UtmAttribution.Errors;

namespace UtmAttribution.Cli.Parsing;

/// <summary>A setting as the user gave it, on the command line or in a configuration file.</summary>
/// <param name="Label">Where: <c>--lookback</c>, or <c>shop.json, "lookback"</c>.</param>
/// <param name="Texts">What: one text for every time that it was given.</param>
/// <param name="Folder">What a path that was given is relative to; empty is the current directory.</param>
internal sealed record Given(string Label, IReadOnlyList<string> Texts, string Folder = "")
{
    /// <summary>The only value of a setting that has one.</summary>
    public string One(string example) => Texts switch
    {
        [] => throw Wrong($"a value is missing; give {example}"),
        [var only] when only.Trim().Length == 0 => throw Wrong($"the value is empty; give {example}"),
        [var only] => only.Trim(),
        _ => throw Wrong($"given {Texts.Count} times ({string.Join(", ", Texts.Select(text => $"\"{text}\""))}); give it once"),
    };

    /// <summary>The values of a setting that is a list: commas and repetition both separate.</summary>
    public IReadOnlyList<string> Many(string example)
    {
        string[] values = [.. Texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries))];
        if (values.Length == 0)
            throw Wrong($"a value is missing; give {example}");

        return values.Contains("") ? throw Wrong($"\"{string.Join(',', Texts)}\" has an empty part; give {example}") : values;
    }

    /// <summary>The value as a path; a relative one in a configuration file starts at the file's folder.</summary>
    public string Path(string example) => System.IO.Path.Combine(Folder, One(example));

    /// <summary>The error to throw for this setting.</summary>
    public InvalidOptionException Wrong(string problem) => new($"{Label}: {problem}");
}
