using System.CommandLine;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Errors;
using UtmAttribution.Options;
using UtmAttribution.Postgres;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>Makes a request of the command line and a configuration file, where the command line wins.</summary>
internal sealed partial class RunSettings
{
    /// <summary>The options for the command, in the order of the help.</summary>
    public IEnumerable<Option> Options => [.. _settings.Select(setting => setting.Option).Where(option => !option.Recursive && IsOffered(option)), _config];

    /// <summary>The request that the command line and its configuration file make together.</summary>
    /// <exception cref="InvalidOptionException">A value that no run could use.</exception>
    public RunRequest Read(ParseResult parse) => WithTarget(WithSource(WithEnvironment(Given(parse))));

    /// <summary>The request of a command that publishes nothing: there must be a source, and that is all.</summary>
    /// <exception cref="InvalidOptionException">A value that no run could use.</exception>
    public RunRequest ReadSource(ParseResult parse)
    {
        var run = Given(parse);
        return WithSource(run.HasSource || run.Postgres is not null ? run : run with { Postgres = TargetOptions.FromEnvironment() });
    }

    /// <summary>What was named of source and target, be it neither.</summary>
    /// <exception cref="InvalidOptionException">A value that no run could use.</exception>
    public RunRequest ReadAny(ParseResult parse)
    {
        var run = WithEnvironment(Given(parse));
        return run.HasSource || run.Postgres is not null ? WithSource(run) : run;
    }

    private static bool Publishes(IReadOnlySet<string>? leftOut) => leftOut?.Contains("--out") != true;

    private bool IsOffered(Option option) => leftOut?.Contains(option.Name) != true;

    private RunRequest Given(ParseResult parse)
    {
        var config = _config.In(parse) is { } file
            ? ConfigFile.Read(file.Path("a file"), [.. _settings.Select(setting => setting.Key)])
            : new Dictionary<string, Given>();

        var run = new RunRequest();
        foreach (var setting in _settings)
        {
            // What a command leaves out may still stand in the file that serves a run.
            if (((IsOffered(setting.Option) ? setting.Find(parse) : null) ?? config.GetValueOrDefault(setting.Key)) is { } given)
                run = setting.Apply(run, given);
        }

        return run;
    }

    // What stands in the environment counts where something is missing, so that a run from files to files stays one.
    private static RunRequest WithEnvironment(RunRequest run) =>
        run.Postgres is null && (!run.HasSource || run.Out.Length == 0)
            ? run with { Postgres = TargetOptions.FromEnvironment() }
            : run;

    private static RunRequest WithSource(RunRequest run)
    {
        if (!run.HasSource && run.Postgres is null)
            throw new InvalidOptionException("--source: not given; name the folder with shopify_orders and ads_insights_hourly, or a PostgreSQL database with --postgres");

        if (run.Source.Length > 0)
            SourceOptions.RefuseTables(run.Tables);

        DateRange.Check(run.Options.From, run.Options.To);
        return run;
    }

    private static RunRequest WithTarget(RunRequest run)
    {
        if (run.Out.Length == 0 && run.Postgres is null)
            throw new InvalidOptionException("--out: not given; name the folder to publish to, or a PostgreSQL database with --postgres");

        if (run.Engine == EngineKind.Postgres && run.Postgres is null)
            throw new InvalidOptionException("--engine: postgres runs the models in the database that is published to, and none is given; name it with --postgres");

        if (run.Engine == EngineKind.Postgres && run.Options.Store is not null)
            throw new InvalidOptionException("--store: keeps what the embedded engine loads, and --engine postgres reads orders in the database; leave one of them out");

        if (run.Keep && run.Engine != EngineKind.Postgres)
            throw new InvalidOptionException("--keep: only --engine postgres makes a schema that could be kept; leave one of them out, or give both");

        if (run.Distribute && run.Engine != EngineKind.Postgres)
            throw new InvalidOptionException("--distribute: only --engine postgres has workers that could run the models; leave one of them out, or give both");

        return run;
    }

    private static Setting Rule(
        string group, string name, string value, string help, string? standard, Func<AttributionOptions, Given, AttributionOptions> apply) =>
        Text(group, name, value, help, standard, (run, given) => run with { Options = apply(run.Options, given) });

    private static Setting Text(
        string group, string name, string value, string help, string? standard, Func<RunRequest, Given, RunRequest> apply)
    {
        var option = new TextOption(name, value, help) { Group = group, Default = standard };
        return new Setting(option, option.In, apply);
    }

    private static Setting Table(string name, string table, Func<PostgresTables, PostgresName, PostgresTables> apply) =>
        Text(Tables, name, "NAME", $"what is read as {table}", table, (run, given) => run with { Tables = apply(run.Tables, Values.Table(given)) });

    private static Setting Flag(FlagOption option, Func<RunRequest, bool, RunRequest> apply) => new(
        option,
        parse => parse.GetValue(option) ? new Given(option.Name, ["true"]) : null,
        (run, given) => apply(run, Values.Flag(given)));

    private sealed record Setting(Option Option, Func<ParseResult, Given?> Find, Func<RunRequest, Given, RunRequest> Apply)
    {
        public string Key => Option.Name.TrimStart('-');
    }
}
