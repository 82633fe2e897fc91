using System.Text.RegularExpressions;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Loading;

namespace UtmAttribution.Tests.Conventions;

/// <summary>What every model keeps to, so that it can be read alone and runs on another engine.</summary>
public sealed class SqlModelTests
{
    private const int MostLines = 120;
    private const int MostColumns = 100;

    // What one engine alone has, as it stands in a model's text.
    private static readonly string[] Denied =
    [
        "hugeint", "try_cast", "qualify", "group by all", "order by all", " exclude ", "exclude(", "list_", "struct_", "unnest",
        "::json", " asof ", "pivot ", "positional join", " using sample", "//",
    ];

    // What engines have under one name with one meaning; "||" and arithmetic are functions to the parser.
    private static readonly string[] Portable =
    [
        "+", "-", "*", "%", "||", "~~", "sum", "count", "count_star", "min", "max", "coalesce", "greatest", "least", "length",
        "array_agg", "row_number", "dense_rank", "rank", "lag", "lead", "first_value", "last_value",
    ];

    private static readonly string[] Macros =
        [.. Find(SqlModel.Text("bridge/duckdb.sql"), @"create macro (?<it>\w+)\("), "channel_rule"];

    public static TheoryData<string> Names => [.. SqlModel.All.Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_is_one_select(string name) =>
        Assert.Equal("1", Ask($"json_array_length({Parsed(name)} -> 'statements')::varchar"));

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_reads_only_what_comes_before_it(string name)
    {
        var model = Model(name);

        Assert.DoesNotContain(SqlModel.All, other => other.Number >= model.Number && model.Reads(other.Name));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_has_no_engine_specific_syntax(string name)
    {
        var code = string.Join('\n', Model(name).Sql.Split('\n').Select(line => line.Split("--")[0]));

        Assert.DoesNotContain(Denied, word => code.Contains(word, StringComparison.OrdinalIgnoreCase));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_calls_only_what_every_engine_has_or_the_bridge_makes(string name)
    {
        var called = Find(Ask($"{Parsed(name)}::varchar"), "\"function_name\":\"(?<it>[^\"]+)\"");

        Assert.Empty(called.Except([.. Portable, .. Macros], StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_model_is_short_and_says_what_a_row_is(string name) => AssertReadable(Model(name));

    [Fact]
    public void The_selects_by_which_a_server_reads_orders_are_in_order_short_and_say_what_a_row_is()
    {
        var selects = SqlModel.OfOrdersOnServer;

        Assert.NotEmpty(selects);
        Assert.All(selects, AssertReadable);
        Assert.All(selects, select => Assert.DoesNotContain(selects, other => other.Number >= select.Number && select.Reads(other.Name)));
        Assert.Equal(selects.Count, selects.Select(select => select.Number).Distinct().Count());
        AssertTidy(SqlModel.Text("bridge/postgres/functions.sql").TrimEnd('\n').Split('\n'));
    }

    private static void AssertReadable(SqlModel model)
    {
        var lines = model.Sql.TrimEnd('\n').Split('\n');

        Assert.InRange(lines.Length, 1, MostLines);
        AssertTidy(lines);
        Assert.StartsWith("-- ", lines[0], StringComparison.Ordinal);
        Assert.Contains(
            lines.TakeWhile(line => line.StartsWith("--", StringComparison.Ordinal)),
            line => line.StartsWith("-- Grain: ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("duckdb", "postgres", "citus")]
    public void A_model_names_no_engine(params string[] engines) => Assert.DoesNotContain(
        SqlModel.All, model => engines.Any(engine => model.Sql.Contains(engine, StringComparison.OrdinalIgnoreCase)));

    [Fact]
    public void A_model_that_asks_for_channel_rules_reads_one_small_relation_and_no_other() => Assert.Equal(
        ["named_profiles", "placements"], SqlModel.All.Where(model => model.Calls("channel_rule")).Select(model => Assert.Single(model.Relations)));

    [Fact]
    public void The_bridge_is_tidy_and_every_macro_of_it_serves_a_model_or_another_macro()
    {
        var bridge = SqlModel.Text("bridge/duckdb.sql");
        var sql = string.Concat(SqlModel.All.Select(model => model.Sql)) + bridge;

        AssertTidy(bridge.TrimEnd('\n').Split('\n'));
        AssertTidy(SqlModel.Text("bridge/postgres.sql").TrimEnd('\n').Split('\n'));
        Assert.DoesNotContain(Macros, macro => Find(sql, $@"(?<it>\b{macro}\()").Count < (macro == "channel_rule" ? 1 : 2));
    }

    [Fact]
    public void Numbers_and_names_are_unique_and_no_model_has_the_name_of_a_loaded_table()
    {
        Assert.Equal(SqlModel.All.Count, SqlModel.All.Select(model => model.Number).Distinct().Count());
        Assert.Equal(SqlModel.All.Count, SqlModel.All.Select(model => model.Name).Distinct().Count());
        Assert.DoesNotContain(
            SqlModel.All, model => LoadedTables.Create.Contains($"create table {model.Name} ", StringComparison.Ordinal));
    }

    private static void AssertTidy(string[] lines) =>
        Assert.DoesNotContain(lines, line => line.Length > MostColumns || line.EndsWith(' ') || line.Contains('\t'));

    private static SqlModel Model(string name) => SqlModel.All.Single(model => model.Name == name);

    private static string Parsed(string name) =>
        $"json_serialize_sql('{Model(name).Sql.Replace("'", "''", StringComparison.Ordinal)}')";

    private static string Ask(string expression)
    {
        using var database = DuckDBDatabase.Open(new() { Threads = 1 });
        using var connection = database.Connect();
        return connection.Scalar<string>($"select {expression}")!;
    }

    private static List<string> Find(string text, string pattern) =>
        [.. Regex.Matches(text, pattern, RegexOptions.ExplicitCapture | RegexOptions.NonBacktracking).Select(match => match.Groups["it"].Value)];
}
