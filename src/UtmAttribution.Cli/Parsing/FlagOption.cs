using System.CommandLine;

namespace UtmAttribution.Cli.Parsing;

/// <summary>An option of the command line that is there or not.</summary>
internal sealed class FlagOption : Option<bool>
{
    /// <summary>The heading of what every command has.</summary>
    public const string Everywhere = "Everywhere";

    /// <summary>Makes the option with one line of help.</summary>
    public FlagOption(string name, string help, params string[] aliases)
        : base(name, aliases)
    {
        Description = help;
        Arity = ArgumentArity.Zero;
    }

    /// <summary>The heading that the help lists the option under.</summary>
    public string Group { get; init; } = "Options";
}
