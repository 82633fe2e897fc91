using System.CommandLine;
using System.Data;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Options;
using UtmAttribution.Paths;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm paths</c>: attribution over any file of channel paths.</summary>
internal static class PathsCommand
{
    private static readonly PathFileOptions Usual = new();

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var input = new TextOption("--input", "FILE", "CSV or NDJSON (also .gz, .zst) or Parquet; a row is a path");
        var path = new TextOption("--path-column", "NAME", "column with the path, such as \"Facebook > Email\"") { Default = Usual.PathColumn };
        var separator = new TextOption("--separator", "TEXT", "what stands between two channels, literally") { Default = "\" > \"" };
        var conversions = new TextOption("--conversions", "NAME", "column that counts conversions") { Default = Usual.ConversionsColumn };
        var value = new TextOption("--value", "NAME", "column with the value of these") { Default = "total_conversion_value, if there" };
        var nulls = new TextOption("--nulls", "NAME", "column that counts paths without conversion") { Default = "total_null, if there" };
        var models = new TextOption("--models", "LIST", string.Join(", ", PathModelNames.All.Values)) { Default = "all" };
        var order = new TextOption("--markov-order", "K", "markov: how many touches a state remembers, 1 to 4") { Default = "1" };
        var position = new TextOption("--position", "F,M,L", "position: percent for first, all middle and last") { Default = "40,20,40" };
        var transitions = new FlagOption("--transitions", "print the transition matrix of the Markov chain instead");
        var format = new TextOption("--format", "FORMAT", "table, csv or json; csv and json have all digits") { Default = "table" };
        var command = new ToolCommand("paths", "Shares the conversions of channel paths in a file among the channels.")
        {
            Usage = "--input FILE [--models LIST] [--markov-order K] [options]",
            Options = { input, path, separator, conversions, value, nulls, models, order, position, transitions, format },
            Examples =
            [
                "utm paths --input paths.csv",
                "utm paths --input paths.csv --models markov,shapley --markov-order 2 --format csv > credit.csv",
                "utm paths --input paths.csv --transitions --markov-order 2",
                "utm paths --input journeys.parquet --path-column journey --separator \",\" --conversions orders",
            ],
        };
        command.SetAction(parse =>
        {
            var file = Existing(input.In(parse) ?? new Given("--input", []));
            var columns = new PathFileOptions
            {
                PathColumn = path.TextIn(parse) ?? Usual.PathColumn,
                Separator = separator.In(parse) is { } text ? Separator(text) : Usual.Separator,
                ConversionsColumn = conversions.TextIn(parse) ?? Usual.ConversionsColumn,
                ValueColumn = value.TextIn(parse),
                NullsColumn = nulls.TextIn(parse),
            };
            IReadOnlyList<PathModel> asked = models.In(parse) is { } list ? Values.Choices(list, PathModelNames.All) : [.. PathModelNames.All.Keys];
            var memory = order.In(parse) is { } k ? Values.MarkovOrder(k) : 1;
            var shares = position.In(parse) is { } given ? Values.Shares(given) : PositionShares.Default;
            var chosen = format.In(parse) is { } name ? Values.Choice(name, RowFormats.Names) : RowFormat.Table;
            using var signals = new CancelSignals(terminal);

            var read = PathFile.Read(file, columns, signals.Token);
            foreach (var warning in read.Warnings)
                terminal.Say($"warning: {warning}");

            using var table = parse.GetValue(transitions)
                ? Transitions(read, memory, columns.Separator, chosen, terminal)
                : Credit(read, asked, memory, shares, chosen, terminal, signals.Token);
            using var rows = table.CreateDataReader();
            chosen.Write(rows, terminal, signals.Token);
        });
        return command;
    }

    private static string Existing(Given given)
    {
        var path = given.Path("a file of paths, such as paths.csv");
        return File.Exists(path) ? path : throw given.Wrong($"there is no file \"{path}\"");
    }

    /// <summary>The separator as it was given: blanks are part of it.</summary>
    private static string Separator(Given given) => given.Texts is [{ Length: > 0 } text] ? text : given.One("what stands between two channels, such as \" > \"");

    private static DataTable Credit(
        PathFile file, IReadOnlyList<PathModel> models, int order, PositionShares shares, RowFormat format, Terminal terminal, CancellationToken cancellation)
    {
        var table = new CreditTable(file, rounded: format == RowFormat.Table);
        foreach (var model in models)
        {
            cancellation.ThrowIfCancellationRequested();
            if (model == PathModel.Markov)
            {
                var effects = Chain(file, order, terminal).RemovalEffects(cancellation);
                table.Add(PathModelNames.All[model], MarkovChain.Credit(file.Paths, effects));
                table.Add("removal_effect", effects);
                continue;
            }

            table.Add(PathModelNames.All[model], model switch
            {
                PathModel.First => TouchModels.First(file.Paths),
                PathModel.Last => TouchModels.Last(file.Paths),
                PathModel.Linear => TouchModels.Linear(file.Paths),
                PathModel.Position => TouchModels.Position(file.Paths, shares),
                _ => Shapley.Credit(file.Paths),
            });
        }

        return table.Rows();
    }

    private static DataTable Transitions(PathFile file, int order, string separator, RowFormat format, Terminal terminal) =>
        TransitionTable.Rows(Chain(file, order, terminal), file.Channels, separator, rounded: format == RowFormat.Table);

    private static MarkovChain Chain(PathFile file, int order, Terminal terminal)
    {
        var chain = MarkovChain.Of(file.Paths, order);
        terminal.Say($"Markov chain of order {order}: {Figures.Count(chain.States, "states")}, overall conversion probability {chain.ConversionProbability:R}");
        return chain;
    }
}
