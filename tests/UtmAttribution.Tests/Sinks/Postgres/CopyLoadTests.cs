using System.Globalization;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sinks.Rows;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>Dates that are too many rows for one query: several threads gather them, each with lookups that change from date to date.</summary>
public sealed class CopyLoadTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private const int Dates = 12;
    private const int RowsPerDate = 3_000;

    private static readonly DateOnly First = new(2025, 3, 1);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Rows_of_many_dates_arrive_with_what_their_own_dates_look_up(int threads)
    {
        using var engine = new DuckDbEngine(new() { Threads = threads });
        // Keys begin elsewhere on every date, mean something else there, and some of them nothing; some names are longer than a buffer.
        engine.Connection.Execute($"""
            create table names as
            select date '{First:yyyy-MM-dd}' + d::integer as day, (1000 * d + i)::integer as key,
                if(i = 77 and d % 4 = 0, repeat('long ', 60000), d || ' ö ' || i % 300) as name, (d * i)::bigint as number
            from range({Dates}) as dates(d), range({RowsPerDate}) as keys(i)
            where i % 7 <> 0;
            create table kinds as select k::integer as kind, if(k = 0, null, 'kind ' || k) as title from range(3) as kinds(k);
            create table facts as
            select date '{First:yyyy-MM-dd}' + d::integer as day, (d * 100000 + i)::bigint as id, if(i % 11 = 0, null, 1000 * d + i)::integer as key,
                (i % 3)::integer as kind, (i % 1001 * 0.000999::decimal(9, 9))::decimal(10, 9) as share,
                if(i % 2 = 0, -9.99999999999999999, i % 10)::decimal(18, 17) as fraction, if(i % 2 = 0, -99999999999999999.9, i)::decimal(18, 1) as amount
            from range({Dates}) as dates(d), range({RowsPerDate}) as rows(i);
            """);
        var dataset = new Dataset("facts", "day", ["id"])
        {
            Lookups = [new("key", "names", IsByDate: true) { IsPartial = true }, new("kind", "kinds")],
            Columns = ["id", "name", "number", "title", "share", "fraction", "amount", "day"],
        };
        var table = string.Create(CultureInfo.InvariantCulture, $"facts_{threads}");
        database.Execute($"create table {table} (id bigint, name text, number bigint, title text, share numeric, fraction numeric, amount numeric, day date)");
        var told = new List<long>();
        using (var connection = database.Connect())
        {
            using var transaction = connection.BeginTransaction();
            var load = new CopyLoad(
                engine, DatasetLookups.Load(engine.Connection, [dataset], CancellationToken.None), connection, dataset, new Told(progress => told.Add(progress.Done)), CancellationToken.None);
            load.Into(table, [.. Enumerable.Range(0, Dates).Select(day => new PartitionBatch(dataset, [First.AddDays(day)]))], isNew: false);
            transaction.Commit();
            Assert.Equal((Dates * RowsPerDate, Dates), (load.Rows, load.Dates));
        }

        var expected = new List<string>();
        using (var rows = engine.Connection.ExecuteReader("""
            select concat_ws('|', facts.id, coalesce(md5(name), '-'), coalesce(number::text, '-'), coalesce(title, '-'), share, fraction, amount, facts.day)
            from facts left join names on names.day = facts.day and names.key = facts.key left join kinds on kinds.kind = facts.kind
            order by facts.id
            """))
        {
            while (rows.Read())
                expected.Add(rows.GetString(0));
        }

        Assert.Equal(
            expected,
            database.Rows($"select concat_ws('|', id, coalesce(md5(name), '-'), coalesce(number::text, '-'), coalesce(title, '-'), share, fraction, amount, day) from {table} order by id")
                .Select(row => row[0]));
        Assert.Equal([.. Enumerable.Range(1, Dates).Select(date => (long)date * RowsPerDate)], told);
    }
}
