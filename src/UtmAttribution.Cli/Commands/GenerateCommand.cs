using System.CommandLine;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Generation;
using UtmAttribution.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm generate</c>: the tables of a made-up shop.</summary>
internal static class GenerateCommand
{
    private static Dictionary<GeneratorFormat, string> Formats => new()
    {
        [GeneratorFormat.Parquet] = "parquet",
        [GeneratorFormat.Csv] = "csv",
    };

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal)
    {
        var folder = new TextOption("--out", "DIR", "folder to write to; it has no such files yet") { Default = "or --postgres" };
        var database = new TextOption("--postgres", "CONN", "PostgreSQL database to fill instead: a URI, or host=… dbname=…");
        var schema = new TextOption("--schema", "NAME", "its schema for the new tables") { Default = "public" };
        var quiet = new FlagOption("--quiet", "no progress, only errors and the result");
        IReadOnlyList<Setting> settings =
        [
            New("--orders", "N", "number of different orders", "100000", (o, given) => o with { Orders = Values.Count(given, 1) }),
            New("--seed", "N", "chooses the shop; the same seed gives the same bytes", "1", (o, given) => o with { Seed = Values.Seed(given) }),
            New("--days", "N", "days that have orders and ads", "60", (o, given) => o with { Days = Values.Count(given, 1) }),
            New("--last-date", "DATE", "the last of these days", "2025-11-30",
                (o, given) => o with { LastDate = Values.Date(given) }),
            New("--format", "FORMAT", "parquet or csv", "parquet", (o, given) => o with { Format = Values.Choice(given, Formats) }),
            New("--ads", "N", "number of ads", "200", (o, given) => o with { Ads = Values.Count(given, 1) }),
            New("--hostile", "SHARE", "share of broken or odd records, 0 to 1", "0.02",
                (o, given) => o with { HostileShare = Values.Share(given) }),
            New("--currencies", "LIST", "currencies of the orders, the most frequent first", "EUR",
                (o, given) => o with { Currencies = Values.Currencies(given) }),
            New("--ad-currencies", "LIST", "currencies of the ad accounts", "as --currencies",
                (o, given) => o with { AdCurrencies = Values.Currencies(given) }),
            New("--threads", "N", "files written at the same time", "one per core, at most 4", (o, given) => o with { Threads = Values.Count(given, 1) }),
        ];
        var command = new ToolCommand("generate", "Writes realistic synthetic orders and ads of any size.")
        {
            Usage = "(--out DIR | --postgres CONN) [--orders N] [--seed N] [--days N] [options]",
            Options = { folder, database, schema, quiet },
            WhenCancelled = "cancelled: nothing was written",
            Examples =
            [
                "utm generate --orders 2000 --days 60 --out data --format csv",
                "utm generate --orders 1000000 --seed 7 --out big",
                "utm generate --postgres postgresql://localhost/shop --schema demo --hostile 0",
            ],
        };
        foreach (var setting in settings)
            command.Options.Insert(command.Options.Count - 1, setting.Option);

        command.SetAction(parse =>
        {
            var options = settings.Aggregate(
                new GeneratorOptions(), (options, setting) => setting.Option.In(parse) is { } given ? setting.Apply(options, given) : options);
            if (database.In(parse) is { } connection)
                Fill(options, Target(connection, schema, folder, parse), parse.GetValue(quiet), terminal);
            else
                Generate(options, Folder(folder, parse), parse.GetValue(quiet), terminal);
        });
        return command;
    }

    private static void Generate(GeneratorOptions options, string folder, bool quiet, Terminal terminal)
    {
        using var signals = new CancelSignals(terminal);
        var files = ProgressView.Watch(
            terminal, TimeProvider.System, quiet, progress => new DataGenerator(options).Write(folder, progress, signals.Token));

        var table = Tables.Create(terminal, ("file", false), ("rows", true), ("size", true));
        foreach (var file in files)
            Tables.AddRow(table, file.Name, Figures.Count(file.Rows), Figures.Size(file.Bytes));

        Tables.Write(table, terminal);
        Tables.WriteText($"{options.FirstDate:yyyy-MM-dd} to {options.LastDate:yyyy-MM-dd}, seed {options.Seed}, in {folder}", terminal);
    }

    private static string Folder(TextOption folder, ParseResult parse) =>
        (folder.In(parse) ?? throw new Given("--out", []).Wrong("not given; name the folder to write to, or a database with --postgres")).Path("a folder");

    private static (PostgresServer Server, string Schema) Target(Given connection, TextOption schema, TextOption folder, ParseResult parse) =>
        folder.In(parse) is { } both
            ? throw both.Wrong("given together with --postgres; give one of them")
            : (Values.Postgres(connection), schema.TextIn(parse) ?? "public");

    private static void Fill(GeneratorOptions options, (PostgresServer Server, string Schema) target, bool quiet, Terminal terminal)
    {
        using var signals = new CancelSignals(terminal);
        var tables = ProgressView.Watch(
            terminal, TimeProvider.System, quiet,
            progress => new DatabaseWriter(options, target.Server, target.Schema).Write(progress, signals.Token));

        var shown = Tables.Create(terminal, ("table", false), ("rows", true));
        foreach (var (table, rows) in tables)
            Tables.AddRow(shown, table, Figures.Count(rows));

        Tables.Write(shown, terminal);
        Tables.WriteText(
            $"{options.FirstDate:yyyy-MM-dd} to {options.LastDate:yyyy-MM-dd}, seed {options.Seed}, in schema '{target.Schema}' of {target.Server.Description}", terminal);
    }

    private static Setting New(
        string name, string value, string help, string standard, Func<GeneratorOptions, Given, GeneratorOptions> apply) =>
        new(new TextOption(name, value, help) { Default = standard }, apply);

    private sealed record Setting(TextOption Option, Func<GeneratorOptions, Given, GeneratorOptions> Apply);
}
