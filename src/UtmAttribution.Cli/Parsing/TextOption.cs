using System.CommandLine;

namespace UtmAttribution.Cli.Parsing;

/// <summary>An option of the command line whose value is text, and what the help says about it.</summary>
internal sealed class TextOption : Option<string[]>
{
    /// <summary>Makes the option.</summary>
    /// <param name="name">Its name with dashes.</param>
    /// <param name="value">What the help calls its value, such as <c>DIR</c>.</param>
    /// <param name="help">One line of help, without the default.</param>
    public TextOption(string name, string value, string help)
        : base(name)
    {
        HelpName = value;
        Description = help;

        // Any number of values is taken here, so that one place, Given, says what is wrong with none or with two.
        Arity = ArgumentArity.ZeroOrMore;
    }

    /// <summary>The heading that the help lists the option under.</summary>
    public string Group { get; init; } = "Options";

    /// <summary>What holds where the option is not given; null where that goes without saying.</summary>
    public string? Default { get; init; }

    /// <summary>What was given, or null.</summary>
    public Given? In(ParseResult parse) =>
        parse.GetResult(this) is { Implicit: false } result ? new Given(Name, [.. result.Tokens.Select(token => token.Value)]) : null;

    /// <summary>The one text that was given, or null.</summary>
    public string? TextIn(ParseResult parse) => In(parse)?.One(HelpName ?? "a value");
}
