using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>A command that looks at what is published in PostgreSQL and shows what it sees, as tables or as JSON.</summary>
/// <typeparam name="T">What it sees.</typeparam>
internal sealed class TargetReport<T>(string name, string description)
    where T : notnull
{
    /// <summary>Options of its own.</summary>
    public IReadOnlyList<Option> Options { get; init; } = [];

    /// <summary>Command lines that work as they stand, beside those that every such command has.</summary>
    public IReadOnlyList<string> Examples { get; init; } = [];

    /// <summary>Looks.</summary>
    public required Func<PostgresSchema, ParseResult, CancellationToken, T> Look { get; init; }

    /// <summary>Shows it as tables.</summary>
    public required Action<T, PostgresSchema, Terminal> Show { get; init; }

    /// <summary>Writes it as JSON.</summary>
    public required Action<T, TextWriter> WriteJson { get; init; }

    /// <summary>The exit code. Default: done.</summary>
    public Func<T, int> ExitCode { get; init; } = _ => ExitCodes.Done;

    /// <summary>The command.</summary>
    public Command Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var asJson = new FlagOption("--json", "print JSON instead of tables");
        var command = new ToolCommand(name, description)
        {
            Usage = "--postgres CONN [options]",
            Examples = [$"utm {name} --postgres postgresql://localhost/shop", .. Examples, $"utm {name} --postgres postgresql://localhost/shop --json"],
        };
        foreach (var option in (Option[])[target.Postgres, target.Schema, .. Options, asJson])
            command.Add(option);
        command.SetAction(parse =>
        {
            using var signals = new CancelSignals(terminal);
            var schema = target.Read(parse);
            var seen = Look(schema, parse, signals.Token);
            if (parse.GetValue(asJson))
                WriteJson(seen, terminal.Out);
            else
                Show(seen, schema, terminal);
            return ExitCode(seen);
        });
        return command;
    }
}
