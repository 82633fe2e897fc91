using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Sinks;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.Postgres;

/// <summary>
/// The least that the wire can take: psql fetches the columns that a run reads, and brings back the rows that a run has published, from
/// ready binary files into tables without keys and indexes, which are made after.
/// </summary>
/// <param name="server">Where the databases are.</param>
/// <param name="folder">Where the ready files are kept.</param>
internal sealed class WireFloor(BenchServer server, string folder)
{
    /// <summary>The kind of floor that reads.</summary>
    public const string OutKind = "wire out";

    /// <summary>The kind of floor that publishes.</summary>
    public const string InKind = "wire in";

    /// <summary>How fetching is named in the tables.</summary>
    public const string OutWay = $"{OutKind}: psql, copy (the columns that are read) to stdout";

    /// <summary>How publishing is named in the tables.</summary>
    public const string InWay = $@"{InKind}: psql, \copy from binary files, then keys and indexes";

    private const string Target = "utm_bench_floor";
    private static readonly IReadOnlyList<string> Tables = [.. Datasets.All.Select(dataset => dataset.Name)];

    /// <summary>Fetches what a run reads, and throws it away.</summary>
    /// <param name="source">The connection to the database with generated orders.</param>
    public static Measure Out(string source) => Load(source, SourceTable.ShopifyOrders) + Load(source, SourceTable.AdsInsightsHourly);

    /// <summary>Makes the ready files.</summary>
    /// <param name="published">The name of the database that a run has published to.</param>
    public void Take(string published)
    {
        Remove();
        Directory.CreateDirectory(folder);
        foreach (var table in Tables)
            server.Psql(published, $"\\copy {table} to '{FileOf(table)}' (format binary)");
    }

    /// <summary>Publishes the ready files to a fresh database.</summary>
    public Measure In()
    {
        var target = server.MakeTarget(Target);
        var indexes = $"from pg_index left join pg_constraint as c on conindid = indexrelid where indrelid::regclass::text = any (array['{string.Join("', '", Tables)}'])";
        var make = server.Ask(Target, $"select coalesce('alter table ' || indrelid::regclass || ' add constraint ' || conname || ' ' || pg_get_constraintdef(c.oid), pg_get_indexdef(indexrelid)) || ';' {indexes}");
        server.Psql(Target, server.Ask(Target, $"select coalesce('alter table ' || indrelid::regclass || ' drop constraint ' || conname, 'drop index ' || indexrelid::regclass) || ';' {indexes}"));
        var script = Path.Combine(folder, "floor.sql");
        File.WriteAllText(script, string.Concat(Tables.Select(table => $"\\copy {table} from '{FileOf(table)}' (format binary)\n")) + $"set maintenance_work_mem = '256MB';\n{make}\n");
        var took = ChildProcess.Run("psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", target, "-f", script).Took;
        server.Drop(Target);
        return took;
    }

    /// <summary>Removes the ready files.</summary>
    public void Remove()
    {
        if (Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
    }

    private static Measure Load(string source, SourceTable table) => LoadCommand.FetchByPsql(source, "public", table);

    private string FileOf(string table) => Path.Combine(folder, table + ".bin");
}
