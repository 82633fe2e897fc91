using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Generates, runs the product and the floor in turns, and writes the tables.</summary>
/// <param name="options">What to measure.</param>
internal sealed class EndToEndBenchmark(EndToEndOptions options)
{
    private readonly BenchServer? _server = options.Server is null ? null : new(options.Server);
    private readonly Dictionary<string, List<RunMeasure>> _runs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<Measure>> _floors = new(StringComparer.Ordinal);

    /// <summary>All of it; the results are printed and written to <c>bench/results</c>.</summary>
    public void Run()
    {
        var product = new ProductRun(options, _server);
        product.Generate();
        var machine = Machine.Here();
        if (_server is not null)
            machine = machine with { Versions = $"{machine.Versions}, PostgreSQL {_server.Version}" };
        var wire = _server is null ? null : new WireFloor(_server, options.WireFiles);
        for (var i = 1; i <= options.Repeat; i++)
        {
            foreach (var way in RunWay.All(_server is not null))
            {
                Add($"{i} of {options.Repeat}: {way.Name}", _runs, way.Name, product.Run(way), run => run.Took);
                if (i == 1 && way == RunWay.Files)
                    FloorCommand.LoadInChild(options);
                if (i == 1 && way is { ToDatabase: true, FromDatabase: true })
                    wire!.Take(ProductRun.Target);
                Compare(way);
            }

            foreach (var (name, measure) in FloorWays(wire))
                Add($"{i} of {options.Repeat}: {name}", _floors, name, measure(), took => took);
        }

        wire?.Remove();
        _server?.Drop(ProductRun.Target);
        var result = new EndToEndResult(options, machine, _runs[RunWay.Files.Name], _floors);
        if (_server is not null)
            result = result with { ServerRuns = _runs };
        var text = EndToEndTables.Write(result, options.Orders == 1_000_000 ? null : EndToEndResult.TryLoad(1_000_000));
        result.Save(text);
        Console.Write(text);
    }

    private IEnumerable<(string Name, Func<Measure> Measure)> FloorWays(WireFloor? wire)
    {
        var floor = new Floor(options);
        foreach (var way in floor.Scans.Keys.Concat(floor.Writes.Keys))
            yield return (way, () => FloorCommand.RunInChild(options, way));
        if (wire is null)
            yield break;
        yield return (WireFloor.OutWay, () => WireFloor.Out(_server!.Source(options.Orders)));
        yield return (WireFloor.InWay, wire.In);
    }

    // Every way publishes the same rows to every target; that each of them balances, the run itself sees to.
    private void Compare(RunWay way)
    {
        var (expected, found) = (_runs[RunWay.Files.Name][0].Rows * way.Targets, _runs[way.Name][^1].Rows);
        if (found != expected)
            throw new InvalidOperationException($"'{way.Name}' published {found:N0} rows, where '{RunWay.Files.Name}' lets expect {expected:N0}.");
    }

    private static void Add<T>(string what, Dictionary<string, List<T>> all, string name, T one, Func<T, Measure> tookOf)
    {
        Console.Error.WriteLine($"{what} {tookOf(one).Wall:0.0} s, {tookOf(one).Cpu:0.0} CPU-s");
        all.TryAdd(name, []);
        all[name].Add(one);
    }
}
