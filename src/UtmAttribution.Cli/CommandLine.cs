using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;

namespace UtmAttribution.Cli;

/// <summary>The tool's commands, and the way from the arguments to the exit code.</summary>
internal static class CommandLine
{
    private static readonly ParserConfiguration Plain = new() { EnablePosixBundling = false, ResponseFileTokenReplacer = null };

    /// <summary>Does what the arguments say.</summary>
    public static int Run(IReadOnlyList<string> arguments, Terminal terminal, RunCall pipeline)
    {
        var verbose = new FlagOption("--verbose", "log and stack traces on stderr") { Recursive = true, Group = FlagOption.Everywhere };
        var help = new HelpText(terminal.Width);
        var parse = Create(terminal, pipeline, verbose, help).Parse(arguments, Plain);
        terminal.Verbose = parse.GetValue(verbose);
        try
        {
            return parse.Action is ParseErrorAction ? Refuse(parse, terminal, help) : parse.Invoke(Invocation(terminal));
        }
        catch (Exception failure)
        {
            var command = parse.CommandResult.Command as ToolCommand;
            return FailureReport.Write(failure, command?.WhenCancelled ?? "", command?.FailureCode ?? ExitCodes.Failed, terminal);
        }
        finally
        {
            terminal.Out.Flush();
        }
    }

    private static InvocationConfiguration Invocation(Terminal terminal) => new()
    {
        Output = terminal.Out,
        Error = terminal.Error,
        EnableDefaultExceptionHandler = false,
        ProcessTerminationTimeout = null,
    };

    private static RootCommand Create(Terminal terminal, RunCall pipeline, FlagOption verbose, HelpText help)
    {
        var root = new RootCommand("utm tells an online shop which marketing earned its money, hour by hour.")
        {
            RunCommand.Create(terminal, pipeline, verbose),
            BackfillCommand.Create(terminal, verbose),
            InitCommand.Create(terminal),
            ValidateCommand.Create(terminal),
            MonitorCommand.Create(terminal),
            MaintainCommand.Create(terminal),
            DoctorCommand.Create(terminal, verbose),
            ExplainCommand.Create(terminal, verbose),
            SweepCommand.Create(terminal, verbose),
            QueryCommand.Create(terminal),
            VerifyCommand.Create(terminal),
            DiffCommand.Create(terminal),
            TaggingCommand.Create(terminal),
            PathsCommand.Create(terminal),
            ChannelsCommand.Create(terminal),
            GenerateCommand.Create(terminal),
            verbose,
        };
        Set(root.Options.OfType<HelpOption>().Single(), help, "this help, for every command");
        Set(root.Options.OfType<VersionOption>().Single(), new VersionText(), "versions of the tool, its engine and the data contract");
        return root;
    }

    private static void Set(Option option, CommandLineAction action, string help) => (option.Action, option.Description) = (action, help);

    /// <summary>A command that needs another word after it shows its help; anything else wrong gets one line.</summary>
    private static int Refuse(ParseResult parse, Terminal terminal, HelpText help)
    {
        if (parse.CommandResult.Command.Subcommands.Count == 0 || parse.UnmatchedTokens.Count > 0)
            return FailureReport.WriteMisuse(parse, terminal);

        help.Write(parse, terminal.Error);
        return ExitCodes.Misuse;
    }
}
