using System.Text.RegularExpressions;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Engines;

/// <summary>The functions that models use mean the same in every engine, to the last digit.</summary>
public sealed class BridgeTests : IClassFixture<TestDatabase>, IDisposable
{
    private const string Schema = "bridge";

    private readonly TestDatabase _database;
    private readonly DuckDBDatabase _duckDb = DuckDBDatabase.Open(new() { Threads = 1 });

    public BridgeTests(TestDatabase database)
    {
        _database = database;
        if (!database.Scalar<bool>($"select to_regnamespace('{Schema}') is not null"))
        {
            database.Execute($"create schema {Schema}; set search_path to {Schema}; {SqlModel.Text("bridge/postgres.sql")}");
            database.Execute("create function epoch_of(moment timestamptz) returns bigint return (extract(epoch from moment) * 1000000)::bigint");
        }

        using var connection = _duckDb.Connect();
        connection.Execute(SqlModel.Text("bridge/duckdb.sql"));
        connection.Execute("create macro epoch_of(moment) as epoch_us(moment)");
    }

    public void Dispose() => _duckDb.Dispose();

    [Theory]
    [InlineData("quotient(7, 2)", "3")]
    [InlineData("quotient(8589934592, 4294967296)", "2")]
    [InlineData("floor_quotient(-1, 24)", "-1")]
    [InlineData("floor_quotient(-24, 24)", "-1")]
    [InlineData("floor_quotient(23, 24)", "0")]
    [InlineData("share_of(100, 1, 3)", "33")]
    [InlineData("share_of(100, 3, 3)", "100")]
    [InlineData("share_of(100, 0, 3)", "0")]
    [InlineData("share_of(9000000000000, 4000000000, 4000000001)", "8999999997750")]
    [InlineData("share_of(900000000000000000, 999, 1000)", "899100000000000000")]
    [InlineData("share_of(2147483647, 4294967295, 4294967296)", "2147483646")]
    [InlineData("local_date(-1)", "1969-12-31")]
    [InlineData("local_date(486000)", "2025-06-11")]
    [InlineData("hour_of_day(-1)", "23")]
    [InlineData("hour_of_day(486005)", "5")]
    [InlineData("hours_until(date '2025-06-11')", "486000")]
    [InlineData("epoch_of(utc_time(1749600000123457))", "1749600000123457")]
    [InlineData("epoch_of(utc_time(-1))", "-1")]
    [InlineData("epoch_of(utc_time(4102444799999999))", "4102444799999999")]
    [InlineData("money_of(5)", "0.0005")]
    [InlineData("money_of(-12345678)", "-1234.5678")]
    [InlineData("money_of(99999999999999)", "9999999999.9999")]
    [InlineData("money_of(999999999999999999)", "99999999999999.9999")]
    [InlineData("weight(33333333)", "0.33333333")]
    [InlineData("weight(100000000)", "1.00000000")]
    [InlineData("weight_sum(9999999999)", "99.99999999")]
    [InlineData("weight_sum(999999999999999999)", "9999999999.99999999")]
    [InlineData("removal_effect(1)", "0.000000001")]
    [InlineData("removal_effect(1000000000)", "1.000000000")]
    [InlineData("ratio(1, 3)", "0.3333")]
    [InlineData("ratio(1, 8)", "0.1250")]
    [InlineData("ratio(1, 20000)", "0.0001")] // Half away from zero.
    [InlineData("ratio(5, 0)", "0.0000")]
    [InlineData("ratio(0, 7)", "0.0000")]
    [InlineData("ratio(90000000000000, 1)", "90000000000000.0000")]
    [InlineData("ratio(99999999999999, 1)", "99999999999999.0000")]
    [InlineData("ratio(100000000000000, 1)", null)]
    [InlineData("ratio(400000000000000, 3)", null)]
    [InlineData("ratio(900000000000000000, 9000000000000000000)", "0.1000")]
    [InlineData("pair_first(pair(3, 9223372036854775807))", "3")]
    [InlineData("pair_second(pair(3, 9223372036854775807))", "9223372036854775807")]
    [InlineData("pair_first(pair(2147483647, 0))", "2147483647")]
    [InlineData("case when pair(3, 1) > pair(2, 9223372036854775807) then 1 else 0 end", "1")]
    [InlineData("session_token('c:ß', 1749600000123457, 'İ', null, '', 'x y', null)", "ae6cc681b09537e894a6308a8f336798")]
    [InlineData("session_number('ffffffffffffffffffffffffffffffff')", "1152921504606846975")]
    [InlineData("session_number('000000000000001fffffffffffffffff')", "1")]
    [InlineData("decay_units(0, 604800)", "1073741824")]
    [InlineData("decay_units(604800, 604800)", "536870912")]
    [InlineData("decay_units(1, 604800)", "1073740593")]
    [InlineData("decay_units(123456789, 604800)", "1")]
    [InlineData("attribution_rate(50, 200, 7, 1)", "25.0000")]
    [InlineData("attribution_rate(0, 0, 50000000, 2)", "25.0000")]
    [InlineData("attribution_rate(0, 0, 0, 0)", "0.0000")]
    public void An_expression_of_the_bridge_gives_the_same_in_every_engine(string expression, string? expected)
    {
        Assert.Equal(expected, InDuckDb(expression));
        Assert.Equal(expected, InPostgres(expression));
    }

    [Fact]
    public void Both_bridges_have_the_same_functions_with_the_same_arguments()
    {
        var macros = Signatures("bridge/duckdb.sql", @"create macro (?<name>\w+)\((?<arguments>[^)]*)\)");
        var functions = Signatures("bridge/postgres.sql", @"create function (?<name>\w+)\((?<arguments>[^)]*)\)");

        Assert.NotEmpty(macros);
        Assert.Equal(macros, functions);
    }

    [Fact]
    public void Every_function_on_the_server_can_be_put_in_the_place_of_its_call_and_run_by_parallel_workers()
    {
        var others = _database.Rows(
            $"select proname from pg_proc where pronamespace = '{Schema}'::regnamespace and not (provolatile = 'i' and proparallel = 's' and not proisstrict)");

        Assert.Empty(others);
    }

    [Fact]
    public void No_function_has_the_name_of_something_that_the_server_would_take_instead() => Assert.Empty(_database.Rows($"""
        select proname from pg_proc
        where pronamespace = '{Schema}'::regnamespace
            and (proname in (select typname from pg_type where typnamespace = 'pg_catalog'::regnamespace)
                or proname in (select proname from pg_proc where pronamespace = 'pg_catalog'::regnamespace))
        """));

    [Theory]
    [InlineData("share_of(amount, 1, 3)")]
    [InlineData("share_of(amount * 2 + amount * 3 + amount * 5 + amount * 7 + amount * 11 + amount * 13, amount, amount + 1)")] // A costly argument, too.
    [InlineData("local_date(amount)")]
    [InlineData("utc_time(amount)")]
    [InlineData("ratio(amount, 3)")]
    [InlineData("session_token(amount::text, amount, null, null, null, null, null)")]
    [InlineData("session_number(amount::text)")]
    [InlineData("decay_units(amount, 3)")]
    public void The_server_plans_a_call_as_the_expression_behind_it(string call)
    {
        _database.Execute("create table if not exists amounts (amount bigint)");

        var plan = string.Join('\n', _database.Rows($"set search_path to {Schema}, public; explain (verbose, costs off) select {call} from amounts").Select(row => row[0]));

        Assert.DoesNotContain(call[..call.IndexOf('(', StringComparison.Ordinal)], plan, StringComparison.Ordinal);
    }

    private static List<string> Signatures(string bridge, string pattern) =>
    [
        .. Regex.Matches(SqlModel.Text(bridge), pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking)
            .Select(match => $"{match.Groups["name"].Value}({string.Join(", ", Names(match.Groups["arguments"].Value))})").Order(StringComparer.Ordinal),
    ];

    // A type stands behind the name, where there is one.
    private static IEnumerable<string> Names(string arguments) =>
        arguments.Split(',').Select(argument => argument.Trim().Split(' ')[0]);

    private string? InDuckDb(string expression)
    {
        using var connection = _duckDb.Connect();
        return connection.Scalar<string?>($"select ({expression})::varchar");
    }

    private string? InPostgres(string expression) => _database.Rows($"set search_path to {Schema}, public; select ({expression})::text")[0][0];
}
