using System.CommandLine;
using System.CommandLine.Invocation;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Cli.Parsing;

namespace UtmAttribution.Cli.Output;

/// <summary>The help of a command: what it does, how it is typed, its options by topic with defaults, examples.</summary>
internal sealed class HelpText(int width) : SynchronousCommandLineAction
{
    private const int Least = 60;
    private const int Most = 100;
    private const int Gap = 2;

    private readonly int _width = Math.Clamp(width, Least, Most);

    /// <summary>Help is given whatever else is wrong with the command line.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        Write(parseResult, parseResult.InvocationConfiguration.Output);
        return ExitCodes.Done;
    }

    /// <summary>Writes the help of the command that was typed.</summary>
    public void Write(ParseResult parse, TextWriter writer)
    {
        var command = parse.CommandResult.Command;
        var path = Misuse.Path(parse.CommandResult);
        var tool = command as ToolCommand;
        WriteWrapped(writer, "", Words(command));
        Section(writer, "Usage", [$"{path} {tool?.Usage ?? "COMMAND [options]"}"]);
        Section(writer, "Arguments", command.Arguments.Select(argument => new Row(argument.HelpName ?? argument.Name, Words(argument))));
        Section(writer, "Commands", command.Subcommands.Select(child => new Row(child.Name, Words(child))));
        Option[] options = [.. Visible(command)];
        var column = Widest(options.Select(Label));
        foreach (var group in options.GroupBy(Group))
            Section(writer, group.Key, group.Select(option => new Row(Label(option), Words(option))), column);

        Section(writer, "Examples", tool?.Examples ?? []);
        if (command.Subcommands.Count > 0)
            writer.WriteLine($"\nSee {path} COMMAND --help for its options and examples.");
    }

    private static int Widest(IEnumerable<string> texts)
    {
        var most = 0;
        foreach (var text in texts)
            most = Math.Max(most, text.Length);
        return most;
    }

    private static IEnumerable<Option> Visible(Command command) =>
        command.Options.Concat(command.Parents.OfType<Command>().SelectMany(Inherited)).Where(option => !option.Hidden);

    private static IEnumerable<Option> Inherited(Command parent) =>
        parent.Options.Where(option => option.Recursive).Concat(parent.Parents.OfType<Command>().SelectMany(Inherited));

    private static string Group(Option option) => option switch
    {
        TextOption text => text.Group,
        FlagOption flag => flag.Group,
        _ => FlagOption.Everywhere,
    };

    private static string Label(Option option) => option is TextOption
        ? $"{option.Name} {option.HelpName}"
        : string.Join(", ", option.Aliases.Where(alias => alias is "-h").Append(option.Name));

    /// <summary>The words of an explanation; a default stands in brackets and is one word, so that no line breaks inside it.</summary>
    private static IEnumerable<string> Words(Symbol symbol)
    {
        var words = (symbol.Description ?? "").Split(' ');
        return symbol is TextOption { Default: { } standard } ? words.Append($"[{standard}]") : words;
    }

    private static void Section(TextWriter writer, string title, IReadOnlyCollection<string> lines)
    {
        if (lines.Count == 0)
            return;

        writer.WriteLine($"\n{title}:");
        foreach (var line in lines)
            writer.WriteLine($"  {line}");
    }

    private void Section(TextWriter writer, string title, IEnumerable<Row> rows, int column = 0)
    {
        Row[] all = [.. rows];
        if (all.Length == 0)
            return;

        writer.WriteLine($"\n{title}:");
        var wide = Math.Max(column, Widest(all.Select(row => row.Name))) + Gap;
        foreach (var (name, words) in all)
            WriteWrapped(writer, $"  {name.PadRight(wide)}", words);
    }

    /// <summary>Writes text behind its head, broken between words, each further line below the first.</summary>
    private void WriteWrapped(TextWriter writer, string head, IEnumerable<string> words)
    {
        var line = head;
        var indent = new string(' ', head.Length);
        var empty = true;
        foreach (var word in words)
        {
            if (!empty && line.Length + 1 + word.Length > _width)
            {
                writer.WriteLine(line);
                (line, empty) = (indent, true);
            }

            line += empty ? word : $" {word}";
            empty = false;
        }

        writer.WriteLine(line.TrimEnd());
    }

    private sealed record Row(string Name, IEnumerable<string> Words);
}
