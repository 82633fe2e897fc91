using System.Globalization;
using System.Text;
using System.Text.Json;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.Postgres;

/// <summary>Runs <c>psql</c> and the load in turns, each in a process of its own, and writes the table.</summary>
internal static class LoadBenchmark
{
    private static readonly (string Name, int Readers)[] Ways = [("rows received and dropped, one reader", 0), ("load, one reader", 1), ("load, two readers", 2)];

    /// <summary>All of it; the results are printed and written to <c>bench/results</c>.</summary>
    public static void Run(string connection, string schema, int repeat)
    {
        var machine = Machine.Here();
        var floor = new List<Measure>();
        var loads = Ways.ToDictionary(way => way.Name, _ => new List<(Measure Took, long Peak)>(), StringComparer.Ordinal);
        for (var i = 1; i <= repeat; i++)
        {
            floor.Add(LoadCommand.FetchByPsql(connection, schema, SourceTable.ShopifyOrders));
            Console.Error.WriteLine($"{i} of {repeat}: psql {floor[^1].Wall:0.0} s, {floor[^1].Cpu:0.0} CPU-s");
            foreach (var (name, readers) in Ways)
            {
                var (_, peak, output) = ChildProcess.Run(
                    Path.Combine(AppContext.BaseDirectory, "UtmAttribution.Bench"),
                    LoadCommand.LoadName, "--postgres", connection, "--schema", schema, "--readers", $"{readers}");
                var took = JsonSerializer.Deserialize<Measure>(output)!;
                loads[name].Add((took, peak));
                Console.Error.WriteLine($"{i} of {repeat}: {name} {took.Wall:0.0} s, {took.Cpu:0.0} CPU-s, {peak >> 20} MiB");
            }
        }

        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"{machine}, {repeat} repetitions, medians\n");
        text.AppendLine("| way | wall, s | ÷ psql | own CPU-s | resident peak, MiB |").AppendLine("| --- | ---: | ---: | ---: | ---: |");
        var psql = Spread.Of(floor.Select(took => took.Wall));
        text.AppendLine(CultureInfo.InvariantCulture, $"| psql, binary COPY of the same columns to /dev/null | {psql} | 1 | {Spread.Of(floor.Select(took => took.Cpu))} | |");
        foreach (var (name, measured) in loads)
        {
            var wall = Spread.Of(measured.Select(load => load.Took.Wall));
            text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {wall} | {wall.Median / psql.Median:0.00} | {Spread.Of(measured.Select(load => load.Took.Cpu))} | {measured.Max(load => load.Peak) >> 20} |");
        }
        File.WriteAllText(Path.Combine(Directory.CreateDirectory(RepositoryPaths.Results).FullName, "pg-load.md"), $"# Loading orders from PostgreSQL\n\n{text}");
        Console.Write(text);
    }
}
