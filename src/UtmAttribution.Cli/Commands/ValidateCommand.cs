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
        var source = new SourceOptions("the source to compare with: a folder, or a PostgreSQL database");
        var limits = LimitOption.All();
        return new TargetReport<IReadOnlyList<Finding>>(
            "validate", "Checks what is published in PostgreSQL; exit code 3 where something is wrong.")
        {
            Options = [.. source.All, .. limits.Select(limit => limit.Option)],
            Examples = ["utm validate --postgres postgresql://localhost/shop --source data-samples"],
            Look = (schema, parse, cancellation) =>
            {
                var machine = limits.Aggregate(
                    new AttributionOptions(), (options, limit) => limit.Option.In(parse) is { } given ? limit.Apply(options, given) : options);
                return new SchemaValidator(schema, source.Read(parse, schema.Server), source.IsGiven(parse), machine).Validate(cancellation);
            },
            Show = Show,
            WriteJson = FindingsJson.Write,
            ExitCode = findings => FindingTable.Failed(findings) == 0 ? ExitCodes.Done : ExitCodes.NotReconciled,
        }.Create(terminal);
    }

    private static void Show(IReadOnlyList<Finding> findings, PostgresSchema schema, Terminal terminal)
    {
        FindingTable.Write(findings, terminal);
        var failed = FindingTable.Failed(findings);
        Tables.WriteText(failed == 0 ? $"{schema.Description} is valid." : $"{schema.Description} is NOT valid: {Figures.Count(failed, "checks")} failed.", terminal);
    }
}
