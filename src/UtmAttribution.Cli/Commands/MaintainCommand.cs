using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sinks.Postgres.Checks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm maintain</c>: statistics, the materialized view, partitions ahead and retention in PostgreSQL.</summary>
internal static class MaintainCommand
{
    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var target = new TargetOptions();
        var retain = new TextOption("--retain", "TIME", "delete what is older, such as 400d; without --yes only says what that is") { Default = "everything stays" };
        var yes = new FlagOption("--yes", "really delete");
        var command = new ToolCommand("maintain", "Brings statistics and views up to date, makes partitions ahead, deletes what is old.")
        {
            Usage = "--postgres CONN [options]",
            Options = { target.Postgres, target.Schema, retain, yes },
            Examples =
            [
                "utm maintain --postgres postgresql://localhost/shop",
                "utm maintain --postgres postgresql://localhost/shop --retain 400d",
                "utm maintain --postgres postgresql://localhost/shop --retain 400d --yes",
            ],
        };
        command.SetAction(parse =>
        {
            var age = retain.In(parse) is { } given ? Values.WholeDays(given) : (TimeSpan?)null;
            if (age is null && parse.GetValue(yes))
                throw new InvalidOptionException("--yes: there is nothing to delete without --retain; give a time, such as --retain 400d");
            return Maintain(target.Read(parse), age, parse.GetValue(yes), terminal);
        });
        return command;
    }

    private static int Maintain(PostgresSchema schema, TimeSpan? age, bool really, Terminal terminal)
    {
        using var signals = new CancelSignals(terminal);
        var care = new SchemaCare(schema, TimeProvider.System);
        if (age is { } kept)
        {
            var rows = really ? care.Delete(kept, signals.Token) : care.OlderThan(kept, signals.Token);
            var table = Tables.Create(terminal, ("dataset", false), (really ? "rows deleted" : "rows to delete", true));
            foreach (var (dataset, count) in rows)
                Tables.AddRow(table, dataset, Figures.Count(count));
            Tables.Write(table, terminal);
            if (!really)
                Tables.WriteText("Nothing was deleted. Give --yes to delete these rows.", terminal);
        }

        Tables.WriteText($"{schema.Description}: {string.Join(", ", care.Maintain(signals.Token))}.", terminal);
        return ExitCodes.Done;
    }
}
