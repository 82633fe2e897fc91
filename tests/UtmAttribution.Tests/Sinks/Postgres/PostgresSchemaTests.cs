using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sinks.Rows;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

public sealed class PostgresSchemaTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    private static readonly SchemaFile[] Ever =
    [
        new(1, "1_10_things.sql", "create table things (id bigint primary key) /* partitioned: partition by range (id) */;"),
        new(2, "2_10_things.sql", "alter table things add column name text;"),
        new(2, "2_20_names.sql", "create index things_name on things (name);"),
        new(3, "3_10_things.sql", "alter table things alter column name set default 'none';"),
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Every_older_version_is_brought_to_the_same_newest_one(bool partitioned)
    {
        var layout = new SchemaLayout { PartitionByMonth = partitioned };
        var described = new List<string>();
        for (var older = 0; older < 3; older++)
        {
            var name = $"from {older} {partitioned}";
            if (older > 0)
                Assert.Equal((0, older), Versions(Schema(name, [.. Ever.Where(file => file.Version <= older)]), layout));
            Assert.Equal((older, 3), Versions(Schema(name, Ever), layout));
            Assert.Equal((3, 3), Versions(Schema(name, Ever), layout));
            described.Add(string.Join('\n', database.Rows($"""
                select column_name || column_default from information_schema.columns where table_schema = '{name}' and table_name = 'things'
                union all select indexname from pg_indexes where schemaname = '{name}'
                union all select relkind::text from pg_class where oid = '"{name}".things'::regclass
                union all select version::text from "{name}".utm_schema_version
                order by 1
                """).Select(row => row[0])));
        }

        Assert.Contains("'none'", described[0], StringComparison.Ordinal);
        Assert.Single(described.Distinct());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_tables_of_every_older_release_become_those_of_this_one_with_their_rows(bool partitioned)
    {
        var layout = new SchemaLayout { PartitionByMonth = partitioned };
        var described = new List<string>();
        var newest = SchemaFile.All[^1].Version;
        for (var older = 0; older < newest; older++)
        {
            var name = $"release {older} {partitioned}";
            if (older > 0)
                Schema(name, [.. SchemaFile.All.Where(file => file.Version <= older)]).Install(layout, CancellationToken.None);
            var target = new TargetSchema(database, name, layout);
            target.Run(SampleRun.Source, new() { From = new(2025, 3, 1), To = new(2025, 3, 5), Training = new(new(2025, 3, 2), new(2025, 3, 4)) });
            described.Add(string.Join('\n', database.Rows($"""
                select 'relation ' || relname || ' ' || relkind::text || ' ' || coalesce(obj_description(oid, 'pg_class'), '') from pg_class where relnamespace = '"{name}"'::regnamespace
                union all select replace(indexdef, '"{name}"', '') from pg_indexes where schemaname = '{name}'
                union all select 'column ' || table_name || column_name || data_type from information_schema.columns where table_schema = '{name}'
                union all select proname || prosrc || prosecdef || provolatile::text || coalesce(obj_description(oid, 'pg_proc'), '') from pg_proc where pronamespace = '"{name}"'::regnamespace
                union all select 'rule ' || id || channel from "{name}".utm_channel_mapping
                union all select 'words ' || pattern || words::text from "{name}".utm_channel_words
                order by 1
                """).Select(row => row[0])));
            Assert.True(database.Scalar<long>($"select count(*) from {target.Table("utm_channel_words")}") > 50);
            Assert.True(database.Scalar<long>($"select count(*) from {target.Table("utm_channel_attribution")}") > 50);
        }

        Assert.Single(described.Distinct());
    }

    [Fact]
    public void A_version_that_fails_half_way_leaves_the_one_before()
    {
        Schema("half", Ever[..1]).Install(new(), CancellationToken.None);
        SchemaFile[] broken = [Ever[0], Ever[1], new(2, "2_30_broken.sql", "alter table nothing add column name text;")];
        Assert.Throws<ServerException>(() => Schema("half", broken).Install(new(), CancellationToken.None));
        Assert.Equal(1, database.Scalar<int>("select max(version) from half.utm_schema_version"));
        Assert.Equal(0, database.Scalar<long>("select count(*) from information_schema.columns where table_schema = 'half' and column_name = 'name'"));
    }

    [Fact]
    public void A_schema_of_a_newer_version_is_refused_and_left_alone()
    {
        var target = new TargetSchema(database, "newer");
        database.Execute("insert into newer.utm_schema_version values (7, now(), '9.9.9')");
        var init = Assert.Throws<PublishException>(() => target.Schema.Install(new(), CancellationToken.None));
        Assert.Contains("is of version 7, and this release of utm knows versions up to 4", init.Message, StringComparison.Ordinal);
        var run = Assert.Throws<PublishException>(() => target.Run(SampleRun.Source, new()));
        Assert.Contains("is of version 7", run.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_into_a_schema_without_tables_says_which_command_makes_them()
    {
        var sink = new PostgresSink(new(PostgresServer.Parse(database.Uri), "missing"), TimeSpan.Zero);
        var fault = Assert.Throws<PublishException>(sink.CheckWritable);
        Assert.Contains("has no UTM tables. Nothing was published. Run 'utm init --postgres CONN --schema missing' first.", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_table_of_somebody_else_with_a_name_that_is_needed_is_not_touched()
    {
        database.Execute("create schema taken; create table taken.utm_runs (mine text)");
        var fault = Assert.Throws<PublishException>(() => new TargetSchema(database, "taken"));
        Assert.Contains("\"utm_runs\" already exists, and it was not made by 'utm init'", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, database.Scalar<long>("select count(*) from pg_class where relnamespace = 'taken'::regnamespace"));
    }

    [Fact]
    public void Every_table_view_and_column_has_a_comment()
    {
        _ = new TargetSchema(database, "said", new() { PartitionByMonth = true, Materialized = true });
        Assert.Empty(database.Rows("""
            select relname, null from pg_class
            where relnamespace = 'said'::regnamespace and relkind in ('r', 'p', 'v', 'm') and obj_description(oid, 'pg_class') is null
            union all
            select relname, attname from pg_class inner join pg_attribute on attrelid = pg_class.oid
            where relnamespace = 'said'::regnamespace and relkind in ('r', 'p') and attnum > 0 and col_description(attrelid, attnum) is null
            union all
            select proname, null from pg_proc
            where pronamespace = 'said'::regnamespace and proname ~ '^(get_|calculate_)' and obj_description(oid, 'pg_proc') is null
            """));
    }

    [Fact]
    public void Tables_have_the_columns_of_the_published_datasets_in_their_order_and_of_their_types()
    {
        _ = new TargetSchema(database, "typed");
        using var engine = new DuckDbEngine(new());
        engine.Connection.Execute(LoadedTables.Create);
        engine.PrepareModels(ChannelRules.BuiltIn);
        RunTables.Create(engine.Connection, new(), new("batch", DateTimeOffset.UnixEpoch, new(2025, 1, 1), new(2025, 1, 2), "EUR"));
        foreach (var model in SqlModel.All)
            engine.Run(model, CancellationToken.None);
        var lookups = DatasetLookups.Load(engine.Connection, Datasets.All, CancellationToken.None);
        foreach (var dataset in Datasets.All)
        {
            using var rows = DatasetRows.Open(engine.Connection, new(dataset, [new(2025, 1, 1)]), lookups, CancellationToken.None);
            Assert.Equal(
                rows.Columns.Select(column => $"{column.Column.Name} {Postgres(column.SqlType)}"),
                database.Rows($"select attname || ' ' || format_type(atttypid, atttypmod) from pg_attribute where attrelid = 'typed.{dataset.Name}'::regclass and attnum > 0 order by attnum")
                    .Select(row => row[0]));
        }
    }

    [Fact]
    public void Two_rows_with_the_same_hour_and_dimensions_are_refused_though_dimensions_are_NULL()
    {
        _ = new TargetSchema(database, "keyed");
        const string Row = "insert into keyed.utm_daily_summary select date '2025-01-01', 'Direct', null, {0}, null, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, now(), now(), 'b'";
        database.Execute(string.Format(null, Row, "null"));
        database.Execute(string.Format(null, Row, "''"));
        database.Execute(string.Format(null, Row, "repeat(md5('long'), 1000)"));
        Assert.Equal("23505", Assert.Throws<Npgsql.PostgresException>(() => database.Execute(string.Format(null, Row, "null"))).SqlState);
    }

    private static string Postgres(string type) => type switch
    {
        "VARCHAR" => "text",
        "BIGINT" => "bigint",
        "INTEGER" => "integer",
        "BOOLEAN" => "boolean",
        "DATE" => "date",
        "TIMESTAMP WITH TIME ZONE" => "timestamp with time zone",
        _ => type.Replace("DECIMAL", "numeric", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal),
    };

    private static (int From, int To) Versions(PostgresSchema schema, SchemaLayout layout) =>
        schema.Install(layout, CancellationToken.None) is var change ? (change.From, change.To) : default;

    private PostgresSchema Schema(string name, IReadOnlyList<SchemaFile> files) => new(PostgresServer.Parse(database.Uri), name, files);
}
