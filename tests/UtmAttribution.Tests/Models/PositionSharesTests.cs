using System.Globalization;
using System.Numerics;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Tests.Reference;

namespace UtmAttribution.Tests.Models;

/// <summary>The model that shares orders has closed forms of the position-based units, their running sums and the largest of them.</summary>
public sealed class PositionSharesTests : IDisposable
{
    private const int LongestPath = 12;
    private const int Value = 9_999;

    private readonly DuckDbEngine _engine = new(new() { Threads = 1 });

    public PositionSharesTests()
    {
        _engine.Connection.Execute(UtmAttribution.Loading.LoadedTables.Create);
        _engine.PrepareModels(UtmAttribution.Channels.ChannelRules.BuiltIn);
        // One order for every length of path, its touchpoints numbered.
        _engine.Connection.Execute($"""
            create table attribution_models as select 1 as model_no, 'position_based' as attribution_model;
            create table touchpoints as select
                1 as visitor_no, orders.n::integer as order_place, touches.n as session_id, 0 as session_token, date '2024-01-01' as session_date,
                0 as evidence, 0 as dimension_no, true as has_signal, touches.n as session_index, orders.n as session_count,
                touches.n as touch_index, orders.n as touch_count, false as is_last_non_direct, 1 as decay_units, 1 as decay_so_far,
                1 as decay_total, {Value}::bigint as value, 0 as row_hour, date '2024-01-01' as order_date_local
            from range(1, {LongestPath + 1}) as orders (n) join range(1, {LongestPath + 1}) as touches (n) on touches.n <= orders.n;
            create table run (from_date date, to_date date, train_from date, train_to date, is_learning boolean, first_share integer, middle_share integer, last_share integer);
            create table dimension_channels (dimension_no integer, channel varchar, channel_no integer);
            create table channel_effects (channel_no integer, units bigint);
            """);
        foreach (var model in SqlModel.All.Where(model => model.Name is "position_units" or "learned_units" or "order_shares" or "order_mapping"))
            _engine.Run(model, CancellationToken.None);
    }

    [Fact]
    public void Credit_of_any_shares_on_any_path_is_what_the_definition_gives()
    {
        for (var first = 0; first <= 100; first += 4)
        {
            for (var last = 0; last <= 100 - first; last += 4)
            {
                var share = (first, 100 - first - last, last);
                Assert.Equal(Expected(share), Found(share));
            }
        }
    }

    public void Dispose() => _engine.Dispose();

    private static List<string> Expected((int First, int Middle, int Last) share)
    {
        var rows = new List<string>();
        for (var n = 1; n <= LongestPath; n++)
        {
            var units = Attribution.Position(n, share);
            var weights = Rounding.Share(100_000_000, units);
            var revenue = Rounding.Share(Value, units);
            var primary = units.LastIndexOf(units.Max());
            for (var i = 0; i < n; i++)
            {
                if (units[i] > BigInteger.Zero)
                    rows.Add(string.Create(CultureInfo.InvariantCulture, $"{share}: {i + 1} of {n}: {weights[i]} {revenue[i]} {(i == primary ? "primary" : "")}"));
            }
        }

        return rows;
    }

    private List<string> Found((int First, int Middle, int Last) share)
    {
        _engine.Connection.Execute($"""
            delete from run;
            insert into run values (date '2024-01-01', date '2024-01-01', null, null, false, {share.First}, {share.Middle}, {share.Last});
            """);
        using var reader = _engine.Connection.ExecuteReader("""
            select touch_index, touch_count, weight_units, revenue, is_primary from order_mapping order by touch_count, touch_index
            """);
        var rows = new List<string>();
        while (reader.Read())
        {
            rows.Add(string.Create(CultureInfo.InvariantCulture,
                $"{share}: {reader.GetInt64(0)} of {reader.GetInt64(1)}: {reader.GetInt64(2)} {reader.GetInt64(3)} {(reader.GetBoolean(4) ? "primary" : "")}"));
        }

        return rows;
    }
}
