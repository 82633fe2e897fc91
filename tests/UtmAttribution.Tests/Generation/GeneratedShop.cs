using UtmAttribution.DuckDb;
using UtmAttribution.Generation;

namespace UtmAttribution.Tests.Generation;

/// <summary>A generated folder, loaded as <c>orders</c>, <c>ads</c> and <c>moments</c> to ask questions of.</summary>
internal sealed class GeneratedShop : IDisposable
{
    private readonly DuckDBDatabase _database = DuckDBDatabase.Open(new DuckDBSettings { Threads = 1 });
    private readonly DuckDBConnection _connection;

    public GeneratedShop(GeneratorOptions options)
    {
        Files = new DataGenerator(options) { OrdersPerFile = 7_000 }.Write(Folder, progress: null, CancellationToken.None);
        _connection = _database.Connect();
        var ending = options.Format == GeneratorFormat.Csv ? "csv" : "parquet";
        Define("orders", "shopify_orders", ending, OrderRow.Columns);
        Define("ads", "ads_insights_hourly", ending, AdRow.Columns);
        _connection.Execute("""
            create table moments as
            select
                *, moment ->> '$.occurredAt' as seen_text, moment ->> '$.landingPage' as page,
                try_cast(seen_text as timestamptz) as seen
            from (
                select order_id, created_at, customer_id, unnest(cast(customer_journey -> 'moments' as json[])) as moment
                from orders
                where json_valid(customer_journey) and json_type(customer_journey, 'moments') = 'ARRAY'
            )
            """);
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("utm-generate-").FullName;

    public IReadOnlyList<GeneratedFile> Files { get; }

    public long Count(string fromWhere) => _connection.Scalar<long>($"select count(*) from {fromWhere}");

    public T Scalar<T>(string sql) => _connection.Scalar<T>(sql);

    public void Dispose()
    {
        _connection.Dispose();
        _database.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private void Define(string name, string table, string ending, string columns)
    {
        var names = string.Join(", ", columns.Split(", ").Select(column => column.Split(' ')[0]).Where(word => word != "6)"));
        var path = Path.Combine(Folder, $"{table}*.{ending}");
        var read = ending == "csv" ? $"read_csv('{path}', all_varchar = true, header = true)" : $"'{path}'";
        _connection.Execute($"create table {name} ({columns})");
        _connection.Execute($"insert into {name} ({names}) select {names} from {read}");
    }
}
