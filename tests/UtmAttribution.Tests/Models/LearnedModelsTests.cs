using UtmAttribution.DuckDb;
using UtmAttribution.Engines;

namespace UtmAttribution.Tests.Models;

/// <summary>
/// The models of data-driven attribution: orders are given as the channels of their touchpoints, letter by letter. The order
/// "ABA 2" is of the second day and has three touchpoints; runs are of days 2 and 3, and learn from days 4 and 5.
/// </summary>
public sealed class LearnedModelsTests : IDisposable
{
    private const int Value = 100;

    private static readonly string[] Models = ["channel_paths", "position_units", "learned_units", "order_shares", "order_mapping", "channel_credit"];

    private readonly DuckDbEngine _engine = new(new() { Threads = 1 }) { KeepsRelations = true };

    public void Dispose() => _engine.Dispose();

    [Theory]
    [InlineData("A 2", "A 1000000000 100000000 100*")]
    [InlineData("AB 2", "A 500000000 50000000 50, B 500000000 50000000 50*")]
    [InlineData("AA 2", "A 500000000 50000000 50, A 500000000 50000000 50*")]
    [InlineData("ABA 2", "A 250000000 25000000 25, B 500000000 50000000 50*, A 250000000 25000000 25")]
    [InlineData("ABC 2", "A 333333333 33333333 33, B 333333333 33333333 33, C 333333333 33333334 34*")]
    [InlineData("ABBCBB 2", "A 333333333 33333333 33, B 83333333 8333333 8, B 83333333 8333334 9, C 333333333 33333333 33*, B 83333333 8333333 8, B 83333333 8333334 9")]
    public void Shapley_gives_every_channel_of_an_order_the_same_and_its_touchpoints_equal_parts(string order, string expected)
    {
        Run("shapley", [order]);

        Assert.Equal(expected, Shares());
    }

    [Theory]
    [InlineData("AB 2", "A=600000000 B=200000000", "A 600000000 75000000 75*, B 200000000 25000000 25")]
    [InlineData("BA 2", "A=600000000 B=200000000", "B 200000000 25000000 25, A 600000000 75000000 75*")]
    [InlineData("ABA 2", "A=1 B=1", "A 1 33333333 33, B 1 33333333 33, A 1 33333334 34*")]
    [InlineData("ACB 2", "A=500000000 B=500000000", "A 500000000 50000000 50, B 500000000 50000000 50*")] // C is on no path: no row.
    [InlineData("ACB 2", "D=500000000", "A 1 33333333 33, C 1 33333333 33, B 1 33333334 34*")] // Nor is any other: as linear.
    [InlineData("ACB 2", "A=0 B=0 C=0", "A 1 33333333 33, C 1 33333333 33, B 1 33333334 34*")]
    [InlineData("AB 2", "A=1000000000 B=1", "A 1000000000 99999999 99*, B 1 1 1")]
    public void Markov_gives_touchpoints_the_removal_effect_of_their_channel(string order, string effects, string expected)
    {
        Run("markov", [order], effects);

        Assert.Equal(expected, Shares());
    }

    [Theory]
    [InlineData("markov", "AB=1, ABAB=1, C=2", "AB 4, C 5, C 4, ABAB 5, BC 3, C 6")]
    [InlineData("markov", "", "BC 3, C 6")]
    [InlineData("shapley", "", "AB 4, C 5")]
    public void Paths_are_those_of_the_days_to_learn_from_each_once_for_the_model_that_learns_from_them(string model, string expected, string orders)
    {
        Run(model, orders.Split(", "));

        Assert.Equal(
            expected, Rows("select array_to_string(list_transform(path, lambda channel: chr(64 + channel)), '') || '=' || conversions from channel_paths order by path"));
    }

    [Fact]
    public void What_may_be_of_the_run_is_mapped_and_what_is_of_the_days_to_learn_from_is_added_up_by_channel()
    {
        Run("shapley", ["A 0", "AB 1", "C 2", "BC 4", "D 5", "ABCD 6"]);

        Assert.Equal("1 AB, 2 C, 4 BC", Rows("""
            select min(day(order_date_local)) || ' ' || string_agg(chr(64 + dimension_no), '' order by touch_index)
            from order_mapping where model_no = 1 group by order_place order by order_place
            """));
        Assert.Equal("B 50000000 50, C 50000000 50, D 100000000 100", Rows(
            "select concat_ws(' ', channel, weight_units, revenue) from channel_credit where model_no = 1 order by channel"));
    }

    [Fact]
    public void Rule_based_models_alone_learn_nothing_and_their_channels_are_added_up()
    {
        Run("time_decay", ["AB 4", "B 4"]);

        Assert.Equal("0 0", Rows("select (select count(*) from learned_units) || ' ' || (select count(*) from channel_paths)"));
        Assert.Equal("A 50000000 50, B 150000000 150", Rows("select concat_ws(' ', channel, weight_units, revenue) from channel_credit where model_no = 1 order by channel"));
    }

    // Days are those of January 2024; day 0 is the last of the year before.
    private void Run(string model, string[] orders, string effects = "")
    {
        _engine.Connection.Execute(SqlModel.Text("bridge/duckdb.sql"));
        _engine.Connection.Execute($"""
            create table attribution_models as from (values (0, 'last_click'), (1, '{model}')) as models (model_no, attribution_model);
            create table run as select
                date '2024-01-02' as from_date, date '2024-01-03' as to_date, date '2024-01-04' as train_from, date '2024-01-05' as train_to,
                {model is "markov" or "shapley"} as is_learning,
                40 as first_share, 20 as middle_share, 40 as last_share;
            create table dimension_channels as select n::integer as dimension_no, chr(64 + n::integer) as channel, n::integer as channel_no from range(1, 5) as channels (n);
            create table channel_effects (channel_no integer, units bigint);
            create table orders (place integer, path varchar, day date);
            {string.Concat(orders.Select((order, place) => $"insert into orders values ({place}, '{order.Split(' ')[0]}', date '2023-12-31' + {order.Split(' ')[1]});"))}
            {string.Concat(effects.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(effect => $"insert into channel_effects values ({effect[0] - 'A' + 1}, {effect[2..]});"))}
            create table touchpoints as select
                place as visitor_no, place as order_place, touches.n as session_id, 0 as session_token, day as session_date, 0 as evidence,
                ascii(path[touches.n]) - 64 as dimension_no, true as has_signal, touches.n::integer as session_index, length(path)::integer as session_count,
                touches.n::integer as touch_index, length(path)::integer as touch_count, false as is_last_non_direct, 1 as decay_units,
                touches.n as decay_so_far, length(path) as decay_total, {Value}::bigint as value, 0 as row_hour, day as order_date_local
            from orders cross join range(1, 10) as touches (n) where touches.n <= length(path)
            union all
            -- Of no path: the last session that is not direct, where others take the credit.
            select place, place, 99, 0, day, 0, 4, true, 1, 1, 0, length(path), true, 0, 0, 0, {Value}, 0, day from orders;
            """);
        foreach (var one in SqlModel.All.Where(one => Models.Contains(one.Name)))
            _engine.Run(one, CancellationToken.None);
    }

    // Channel, units, weight in 10^-8 and revenue of each touchpoint, the primary one with a star.
    private string Shares() => Rows("""
        select concat(
            chr(64 + dimension_no), ' ', units, ' ', weight_units, ' ', revenue, case when is_primary then '*' else '' end)
        from order_mapping where model_no = 1 order by touch_index
        """);

    private string Rows(string sql)
    {
        using var reader = _engine.Connection.ExecuteReader(sql);
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(reader.GetString(0));
        return string.Join(", ", rows);
    }
}
