using System.Globalization;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.Curve;

/// <summary>Runs over every size in turns, and writes the table.</summary>
/// <param name="options">What to measure.</param>
internal sealed class CurveBenchmark(CurveOptions options)
{
    private const string Schema = "utm_bench_curve";

    private readonly BenchServer? _server = options.Server is null ? null : new(options.Server);

    /// <summary>All of it; the results are printed and written to <c>bench/results</c>.</summary>
    public void Run()
    {
        foreach (var orders in options.Orders)
            new ProductRun(options.Of(orders), server: null).Generate();
        foreach (var orders in OnServer())
            _server!.Source(orders);
        var machine = Machine.Here();
        var embedded = Measure(options.Orders, RunEmbedded);
        var onServer = Measure([.. OnServer()], RunOnServer);
        var text = CurveTable.Write(options, machine, embedded, onServer, _server?.Version);
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(RepositoryPaths.Results).FullName, "curve.md"), text);
        Console.Write(text);
    }

    private IEnumerable<int> OnServer() => _server is null ? [] : options.Orders.Where(orders => orders <= options.MostOnServer);

    private SortedDictionary<int, List<CurvePoint>> Measure(IReadOnlyList<int> sizes, Func<int, CurvePoint> run)
    {
        var points = new SortedDictionary<int, List<CurvePoint>>();
        for (var i = 1; i <= options.Repeat; i++)
        {
            foreach (var orders in sizes.Where(orders => !points.TryGetValue(orders, out var runs) || runs[0].Took.Wall <= CurveOptions.LongestRepeated))
            {
                var point = run(orders);
                Console.Error.WriteLine(
                    $"{i} of {options.Repeat}: {orders:N0} orders {point.Took.Wall:0.0} s, {point.Took.Cpu:0.0} CPU-s, {point.PeakBytes >> 20} MiB, {point.SpilledBytes / 1e6:0} MB spilled");
                points.TryAdd(orders, []);
                points[orders].Add(point);
            }
        }

        return points;
    }

    private CurvePoint RunEmbedded(int orders)
    {
        var run = new ProductRun(options.Of(orders), server: null).Run(RunWay.Files);
        Directory.Delete(options.Of(orders).Published, recursive: true);
        return new(run.Took, run.PeakBytes, run.SpilledBytes, run.Bytes);
    }

    private CurvePoint RunOnServer(int orders)
    {
        var source = _server!.Source(orders);
        var database = BenchServer.SourceName(orders);
        var before = TemporaryBytes(database);
        var (took, peak, _) = BenchServer.Tool(
            "run", "--postgres", source, "--schema", _server.MakeSchema(source, Schema), "--engine", "postgres", "--models", EndToEndOptions.Models,
            "--memory", options.Memory, "--quiet");
        var output = Number(database, $"select sum(pg_total_relation_size(oid)) from pg_class where relnamespace = '{Schema}'::regnamespace and relkind in ('r', 'm')");
        var spilled = TemporaryBytes(database) - before;
        _server.DropSchema(source, Schema);
        return new(took, peak, spilled, output);
    }

    private long TemporaryBytes(string database) => Number("postgres", $"select temp_bytes from pg_stat_database where datname = '{database}'");

    private long Number(string database, string query) => long.Parse(_server!.Ask(database, query), CultureInfo.InvariantCulture);
}
