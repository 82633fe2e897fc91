using UtmAttribution.DuckDb;
using UtmAttribution.Engines.Postgres;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Engines;

/// <summary>A relation is the same after its way to a server and back.</summary>
public sealed class RelationCopyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData(0, "v")]
    [InlineData(1, "v")]
    [InlineData(32, "v")] // As many as are written as values.
    [InlineData(33, "r")]
    [InlineData(5_000, "r")]
    public void Every_type_and_text_comes_back_as_it_was_from_a_table_or_a_view_of_values(int rows, string kind)
    {
        using var engine = DuckDBDatabase.Open(new() { Threads = 1 });
        using var embedded = engine.Connect();
        using var server = database.Connect();
        var relation = $"the \"{rows}\" rows";
        var name = relation.Replace("\"", "\"\"", StringComparison.Ordinal);
        embedded.Execute($""""
            set TimeZone = 'UTC';
            create table "{name}" as select
                n::integer as whole,
                (n % 100 - 50)::tinyint as small,
                case when n % 7 > 0 then n * -1234567890123 end as "big ""one""",
                n % 2 = 0 as truth,
                case n % 6 when 0 then '' when 1 then 'it''s; "q" \n' when 2 then chr(10) || chr(9) when 3 then 'İstanbul ß 🙂' when 4 then null else 'plain' end as words,
                date '1969-12-31' + n::integer as day,
                make_timestamptz(n * 1234567890123 - 1) as moment,
                (n % 600 * 1.5)::decimal(4, 1) as few,
                (n * 12345678.9)::decimal(18, 4) as money,
                (case when n % 2 = 0 then '-' else '' end || n % 500 || '3456789012345678.123456789012345678')::decimal(38, 18) as price,
                md5(n::varchar)::uuid as token
            from range({rows}) as numbers (n);
            create table before as from "{name}";
            """");
        using var shape = embedded.Query("from before limit 0");
        var columns = shape.Columns;
        shape.Dispose();
        var copy = new RelationCopy(embedded, server);

        Assert.Equal(rows, copy.ToServer(relation, relation, progress: null, CancellationToken.None));
        embedded.Execute($"drop table \"{name}\"");
        copy.ToEmbedded(relation, columns, CancellationToken.None);

        Assert.Equal(kind, database.Scalar<char>($"select relkind from pg_class where oid = to_regclass('\"{name}\"')").ToString());
        Assert.Equal(rows, embedded.Scalar<long>($"select count(*) from \"{name}\""));
        Assert.Equal(0, embedded.Scalar<long>($"select count(*) from (from before except all from \"{name}\")"));
    }

    [Fact]
    public void Texts_are_compared_by_bytes_on_the_server_and_U_0000_is_left_out()
    {
        using var engine = DuckDBDatabase.Open(new() { Threads = 1 });
        using var embedded = engine.Connect();
        using var server = database.Connect();
        embedded.Execute("create table letters as select letter from (values ('b'), ('B'), ('ä'), ('a' || chr(0) || 'z')) as letters (letter)");

        new RelationCopy(embedded, server).ToServer("letters", "letters", progress: null, CancellationToken.None);

        Assert.Equal(["B", "az", "b", "ä"], database.Rows("select letter from letters order by letter").Select(row => row[0]));
    }
}
