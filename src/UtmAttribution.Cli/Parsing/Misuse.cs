using System.CommandLine;
using System.CommandLine.Parsing;
using UtmAttribution.Options;

namespace UtmAttribution.Cli.Parsing;

/// <summary>Says in one line what is wrong with a command line that has no meaning.</summary>
internal static class Misuse
{
    /// <summary>The first fault, and what to do.</summary>
    public static string Describe(ParseResult parse)
    {
        var command = parse.CommandResult.Command;
        var path = Path(parse.CommandResult);
        if (parse.UnmatchedTokens is [var token, ..])
            return token.StartsWith('-') ? UnknownOption(token, command, path) : UnknownWord(token, command, path);

        var fault = parse.Errors[0];
        return fault.SymbolResult is ArgumentResult { Argument: var argument } && argument.HelpName is { } name
            ? $"{name} is missing: {argument.Description}; see {path} --help"
            : $"{fault.Message.TrimEnd('.')}; see {path} --help";
    }

    /// <summary>The command as it is typed, such as <c>utm channels list</c>.</summary>
    public static string Path(CommandResult result) =>
        result.Parent is CommandResult parent ? $"{Path(parent)} {result.Command.Name}" : "utm";

    private static string UnknownOption(string token, Command command, string path)
    {
        var given = token.Split('=')[0];
        var known = command.Options.Where(option => !option.Hidden).Select(option => option.Name);
        return $"\"{given}\" is not an option of {path}; {Advice(given, known, path)}";
    }

    private static string UnknownWord(string token, Command command, string path) => command.Subcommands.Count > 0
        ? $"\"{token}\" is not a command of {path}; {Advice(token, command.Subcommands.Select(child => child.Name), path)}"
        : $"\"{token}\" is not expected here; see {path} --help";

    private static string Advice(string given, IEnumerable<string> known, string path)
    {
        var nearest = NearestNames.Of(given, known, most: 1);
        return nearest.Count == 0 ? $"see {path} --help" : $"did you mean \"{nearest[0]}\"?";
    }
}
