using System.CommandLine;
using UtmAttribution.Cli.Explaining;
using UtmAttribution.Cli.Output;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Errors;
using UtmAttribution.Sinks;

namespace UtmAttribution.Cli.Commands;

/// <summary><c>utm explain</c>: why did an order go where it went?</summary>
internal static class ExplainCommand
{
    // The dates are the order's.
    private static readonly HashSet<string> LeftOut = [.. RunSettings.OfTargets, "--from", "--to"];

    /// <summary>The command.</summary>
    public static Command Create(Terminal terminal, FlagOption verbose)
    {
        var order = new TextOption("--order", "ID", "the order's order_id") { Group = "Order" };
        var published = new TextOption("--published", "DIR", "folder that utm run published to, instead of a source; it knows less, such as no single visits") { Group = "Order" };
        var settings = new RunSettings(verbose, LeftOut);
        var command = new ToolCommand("explain", "Says why an order went where it went: its visits, sessions, credit, channel rule and ad-hour.")
        {
            Usage = "--order ID (--source DIR | --postgres CONN | --published DIR) [options]",
            Options = { order, published },
            Examples =
            [
                "utm explain --order 9013 --source data-samples",
                "utm explain --order 9013 --source data-samples --touchpoints all --half-life 3d",
                "utm explain --order 5001234 --source postgresql://reader@db.example.com/shop --config shop.json",
                "utm explain --order 9013 --published out --json",
            ],
        };
        foreach (var option in settings.Options)
            command.Add(option);

        command.SetAction(parse =>
        {
            var id = (order.In(parse) ?? new Given(order.Name, [])).One("the order_id of an order, such as 9013");
            using var signals = new CancelSignals(terminal);
            if (published.In(parse) is { } folder)
                Write(FromPublished(folder, id, parse, settings, signals.Token), parse.GetValue<bool>("--json"), terminal);
            else
                FromSource(settings.ReadSource(parse), id, terminal, signals.Token);
        });
        return command;
    }

    private static void FromSource(RunRequest run, string orderId, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Verbose |= run.Verbose;
        using var log = RunLog.Open(run.LogFile, terminal, run.LogFormat);
        var explanation = ProgressView.WatchBriefly(
            terminal, TimeProvider.System, run.IsSilent,
            progress => new OrderExplainer(run.Options, run.OpenSource, log.Logger, progress).Explain(orderId, Warn, cancellation));
        Write(explanation, run.Json, terminal);

        void Warn(string warning)
        {
            if (!run.IsSilent)
                terminal.Say($"warning: {warning}");
        }
    }

    // What a run was told stands in what it published.
    private static Explanation FromPublished(Given folder, string orderId, ParseResult parse, RunSettings settings, CancellationToken cancellation)
    {
        if (settings.Options.OfType<TextOption>().FirstOrDefault(option => option.In(parse) is not null) is { } other)
            throw new InvalidOptionException($"{other.Name}: given together with --published, where the run has decided that; leave one of them out");
        var directory = folder.Path("a folder that utm run published to");
        using var datasets = PublishedDatasets.Open(directory);
        return new PublishedOrder(directory, datasets, orderId, cancellation).Explain();
    }

    private static void Write(Explanation explanation, bool json, Terminal terminal)
    {
        if (json)
            PlainJson.Write(explanation, PlainJson.Readable.Explanation, terminal.Out);
        else
            ExplanationText.Write(explanation, terminal);
    }
}
