using System.Globalization;
using System.Text;
using System.Text.Json;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.Postgres;

/// <summary>Runs the product and psql in turns, each into a fresh database, and writes the table.</summary>
/// <param name="server">Where the databases are.</param>
/// <param name="orders">Generated orders.</param>
/// <param name="memory">The product's memory limit.</param>
internal sealed class RunBenchmark(BenchServer server, int orders, string memory)
{
    private const string Ours = "utm_bench_ours";
    private const string Theirs = "utm_bench_floor";

    private static readonly IReadOnlyList<string> Tables = [.. Datasets.All.Select(dataset => dataset.Name)];

    private readonly string _files = Path.Combine(Path.GetTempPath(), "utm-bench-pg");

    /// <summary>All of it; the results are printed and written to <c>bench/results</c>.</summary>
    public void Run(int repeat)
    {
        var machine = Machine.Here();
        var source = server.Source(orders);
        Directory.CreateDirectory(_files);
        List<double> load = [], publish = [], ourPublish = [], whole = [], cpu = [];
        var peak = 0L;
        for (var i = 1; i <= repeat; i++)
        {
            load.Add(Load(source, SourceTable.ShopifyOrders) + Load(source, SourceTable.AdsInsightsHourly));
            var (took, bytes, report) = BenchServer.Tool(
                "run", "--source", source, "--postgres", server.MakeTarget(Ours), "--models", EndToEndOptions.Models, "--memory", memory, "--json", "--quiet");
            whole.Add(took.Wall);
            cpu.Add(took.Cpu);
            peak = Math.Max(peak, bytes);
            using var json = JsonDocument.Parse(report);
            ourPublish.Add(json.RootElement.GetProperty("stages").EnumerateArray()
                .Single(stage => stage.GetProperty("stage").GetString() == "publish").GetProperty("seconds").GetDouble());
            publish.Add(Floor());
            Console.Error.WriteLine($"{i} of {repeat}: load {load[^1]:0.0} s, publish {publish[^1]:0.0} s by psql; publish {ourPublish[^1]:0.0} s, all {whole[^1]:0.0} s by a run");
            server.Drop(Ours, Theirs);
        }

        Directory.Delete(_files, recursive: true);
        Write(machine, repeat, Spread.Of(load), Spread.Of(publish), Spread.Of(ourPublish), Spread.Of(whole), Spread.Of(cpu), peak);
    }

    private void Write(Machine machine, int repeat, Spread load, Spread publish, Spread ourPublish, Spread whole, Spread cpu, long peak)
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"# A run of {orders:N0} orders from PostgreSQL to PostgreSQL\n");
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine}, PostgreSQL {server.Version}, `--memory {memory} --models {EndToEndOptions.Models}`, {repeat} repetitions, medians\n");
        text.AppendLine("| | psql, s | a run, s | ratio | aim |").AppendLine("| --- | ---: | ---: | ---: | ---: |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| publish: rows to tables, then keys and indexes | {publish} | {ourPublish} | {ourPublish.Median / publish.Median:0.00} | 1.15 |");
        text.AppendLine(CultureInfo.InvariantCulture, $"| all: load, publish, and between them the models | {load} + {publish} | {whole} | {whole.Median / (load.Median + publish.Median):0.00} | 1.2 |");
        text.AppendLine(CultureInfo.InvariantCulture, $"\nOf the run: {cpu} CPU-s of its own, resident peak {peak >> 20:N0} MiB.");
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(RepositoryPaths.Results).FullName, $"pg-run-{orders}.md"), text.ToString());
        Console.Write(text);
    }

    private static double Load(string source, SourceTable table) => LoadCommand.FetchByPsql(source, "public", table).Wall;

    // The rows that the run has published, from binary files that are ready, into tables without keys and indexes, which are made after.
    private double Floor()
    {
        var target = server.MakeTarget(Theirs);
        foreach (var table in Tables)
            server.Psql(Ours, $"\\copy {table} to '{_files}/{table}.bin' (format binary)");
        var indexes = $"from pg_index left join pg_constraint as c on conindid = indexrelid where indrelid::regclass::text = any (array['{string.Join("', '", Tables)}'])";
        var make = server.Ask(Theirs, $"select coalesce('alter table ' || indrelid::regclass || ' add constraint ' || conname || ' ' || pg_get_constraintdef(c.oid), pg_get_indexdef(indexrelid)) || ';' {indexes}");
        server.Psql(Theirs, server.Ask(Theirs, $"select coalesce('alter table ' || indrelid::regclass || ' drop constraint ' || conname, 'drop index ' || indexrelid::regclass) || ';' {indexes}"));
        var script = Path.Combine(_files, "floor.sql");
        File.WriteAllText(script, string.Concat(Tables.Select(table => $"\\copy {table} from '{_files}/{table}.bin' (format binary)\n")) + $"set maintenance_work_mem = '256MB';\n{make}\n");
        return ChildProcess.Run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", target, "-f", script).Took.Wall;
    }
}
