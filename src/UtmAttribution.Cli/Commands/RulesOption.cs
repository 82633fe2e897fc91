using System.CommandLine;
using UtmAttribution.Channels;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Errors;

namespace UtmAttribution.Cli.Commands;

/// <summary>The option that names other channel rules than the built-in ones.</summary>
internal static class RulesOption
{
    /// <summary>The option.</summary>
    public static TextOption Create() => new("--rules", "FILE", "CSV with channel rules, as a utm_channel_mapping table") { Default = "built-in" };

    /// <summary>The rules that the command line asks for.</summary>
    public static ChannelRules Read(TextOption option, ParseResult parse)
    {
        if (option.In(parse) is not { } given)
            return ChannelRules.BuiltIn;

        var path = given.Path("a file");
        if (!File.Exists(path))
            throw given.Wrong($"there is no file \"{path}\"");

        var records = CsvText.Read(path, File.ReadAllText(path)).ToList();
        return records.Count > 0
            ? ChannelRules.Parse(path, [.. records[0].Select(name => name ?? "")], records.Skip(1))
            : throw new InvalidInputException($"{path} is empty; expected a header with at least the column \"channel\", and a line per rule.");
    }
}
