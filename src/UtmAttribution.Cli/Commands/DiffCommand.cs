using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Comparison;
using UtmAttribution.Sinks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm diff</c>: how do two published outputs differ, in rows and in money?</summary>
internal static class DiffCommand
{
    private const int UsualPlaces = 20;

    private static readonly IReadOnlyDictionary<Dataset, string> Names = Datasets.All.ToDictionary(dataset => dataset, dataset => dataset.Name);

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var a = new Argument<string>("A") { HelpName = "A", Description = "what utm run published: a folder, or a PostgreSQL database" };
        var b = new Argument<string>("B") { HelpName = "B", Description = "the same, to compare with A" };
        var sides = new DiffSides();
        var datasets = new TextOption("--dataset", "NAME", "compare this dataset only; may be repeated") { Default = "all" };
        var from = new TextOption("--from", "DATE", "first date to compare, inclusive") { Default = "all there are" };
        var to = new TextOption("--to", "DATE", "last date to compare, inclusive") { Default = "all there are" };
        var top = new TextOption("--top", "N", "places that differ most to show") { Default = $"{UsualPlaces}; csv and json: all" };
        var format = new ReportFormat("the places");
        var limits = LimitOption.All();
        var quiet = new FlagOption("--quiet", "no progress, only errors and the result");
        var command = new ToolCommand("diff", "Compares two published outputs in rows and money; exit code 1: different, 2: trouble.")
        {
            Usage = "A B [options]",
            Arguments = { a, b },
            FailureCode = ExitCodes.Trouble,
            Examples =
            [
                "utm diff out out-lookback-7d",
                "utm diff out new --dataset utm_ad_hourly_performance --from 2026-03-01 --to 2026-03-31 --top 50",
                "utm diff out postgresql://localhost/shop",
                "utm diff postgresql://localhost/shop postgresql://localhost/shop --schema-b staging --json",
            ],
        };
        foreach (var option in (Option[])[.. sides.All, datasets, from, to, top, .. format.All, .. limits.Select(limit => limit.Option), quiet])
            command.Add(option);

        command.SetAction(parse =>
        {
            var chosen = format.In(parse);
            var (outputA, outputB) = sides.Read(parse, parse.GetRequiredValue(a), parse.GetRequiredValue(b));
            var options = new ComparisonOptions
            {
                Datasets = datasets.In(parse) is { } names ? Values.Choices(names, Names) : Datasets.All,
                From = from.In(parse) is { } first ? Values.Date(first) : null,
                To = to.In(parse) is { } last ? Values.Date(last) : null,
                Machine = limits.Aggregate(
                    new AttributionOptions(), (machine, limit) => limit.Option.In(parse) is { } given ? limit.Apply(machine, given) : machine),
            };
            DateRange.Check(options.From, options.To);
            var most = top.In(parse) is { } number ? Values.Count(number, 0) : chosen == RowFormat.Table ? UsualPlaces : (int?)null;
            using var signals = new CancelSignals(terminal);
            using var differences = ProgressView.Watch(
                terminal, TimeProvider.System, parse.GetValue(quiet),
                progress => OutputComparer.Compare(outputA, outputB, options, progress, signals.Token));
            Write(differences, most, chosen, terminal, signals.Token);
            return differences.AreSame ? ExitCodes.Done : ExitCodes.Different;
        });
        return command;
    }

    private static void Write(OutputDifferences differences, int? most, RowFormat format, Terminal terminal, CancellationToken cancellation)
    {
        switch (format)
        {
            case RowFormat.Json:
                DiffJson.Write(differences, most, terminal.Out, cancellation);
                break;
            case RowFormat.Csv:
                DiffPlaces.WriteCsv(differences.LargestPlaces(most, cancellation), terminal.Out);
                break;
            default:
                DiffText.Write(differences, most ?? UsualPlaces, terminal, cancellation);
                break;
        }
    }
}
