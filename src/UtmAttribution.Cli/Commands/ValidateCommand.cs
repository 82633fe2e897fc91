using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sinks.Postgres.Checks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm validate</c>: does what is published in PostgreSQL agree with itself and with the source?</summary>
internal static class ValidateCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var asJson = new FlagOption("--json", "print the findings as JSON instead of a table");
        var command = new ToolCommand("validate", "Checks what is published in PostgreSQL; exit code 3 where something is wrong.")
        {
            Usage = "--postgres CONN [options]",
            Options = { target.Postgres, target.Schema, asJson },
            Examples = ["utm validate --postgres postgresql://localhost/shop", "utm validate --postgres postgresql://localhost/shop --json"],
        };
        command.SetAction(parse => Validate(target.Read(parse), parse.GetValue(asJson), terminal));
        return command;
    }

    private static int Validate(PostgresSchema schema, bool asJson, Terminal terminal)
    {
        using var signals = new CancelSignals(terminal);
        var findings = new SchemaValidator(schema).Validate(signals.Token);
        var failed = findings.Count(finding => finding.Passed == false);
        if (asJson)
        {
            PlainJson.Write(new { passed = failed == 0, findings }, terminal.Out);
        }
        else
        {
            var table = Tables.Create(terminal, ("", false), ("check", false), ("found", false));
            foreach (var finding in findings)
                Tables.AddRow(table, Mark(finding.Passed, terminal), finding.Check, finding.Found);
            Tables.Write(table, terminal);
            Tables.WriteText(
                failed == 0 ? $"{schema.Description} is valid." : $"{schema.Description} is NOT valid: {Figures.Count(failed, "checks")} failed.", terminal);
        }

        return failed == 0 ? ExitCodes.Done : ExitCodes.NotReconciled;
    }

    private static string Mark(bool? passed, Terminal terminal) => passed switch
    {
        true => terminal.Unicode ? "✓" : "ok",
        false => terminal.Unicode ? "✗" : "NO",
        null => "",
    };
}
