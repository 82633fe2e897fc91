using BenchmarkDotNet.Attributes;
using UtmAttribution.Engines;
using UtmAttribution.Options;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does each attribution model cost, from touchpoints to every touchpoint's weight and revenue? The baseline is last click. It is
/// the product's own SQL with one model in the relation that says which are wanted, on one thread; of the two that learn, the units of
/// their touchpoints are part of it, what they learn from is ready. An operation is an order.
/// </summary>
public class AttributionModels
{
    private const long WholeWeight = 100_000_000;

    private static readonly string Shares = Sql("order_shares");
    private static readonly string LearnedUnits = Sql("learned_units");

    private (long Orders, long Value) _all;

    /// <summary>Sums up what every model has to give away.</summary>
    [GlobalSetup]
    public void Sum()
    {
        using var sums = GeneratedShop.Run.Engine.Connection.ExecuteReader("select count(*), sum(value)::bigint from order_paths join conversions using (visitor_no, order_place)");
        sums.Read();
        _all = (sums.GetInt64(0), sums.GetInt64(1));
    }

    /// <summary><c>first_click</c>.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public void FirstClick() => Credit(AttributionModel.FirstClick);

    /// <summary><c>last_click</c>.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = GeneratedShop.Orders)]
    public void LastClick() => Credit(AttributionModel.LastClick);

    /// <summary><c>last_non_direct_click</c>.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public void LastNonDirectClick() => Credit(AttributionModel.LastNonDirectClick);

    /// <summary><c>linear</c>.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public void Linear() => Credit(AttributionModel.Linear);

    /// <summary><c>position_based</c>.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public void PositionBased() => Credit(AttributionModel.PositionBased);

    /// <summary><c>time_decay</c>.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public void TimeDecay() => Credit(AttributionModel.TimeDecay);

    /// <summary><c>markov</c>.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public void Markov() => Credit(AttributionModel.Markov);

    /// <summary><c>shapley</c>.</summary>
    [Benchmark(OperationsPerInvoke = GeneratedShop.Orders)]
    public void Shapley() => Credit(AttributionModel.Shapley);

    // The names before the query hide the run's relations. Every model gives away the same.
    private void Credit(AttributionModel model)
    {
        var learned = model is AttributionModel.Markov or AttributionModel.Shapley ? LearnedUnits : "from main.learned_units limit 0";
        using var sums = GeneratedShop.Run.Engine.Connection.ExecuteReader($"""
            with attribution_models as (select {(int)model} as model_no, '{model.Name()}' as attribution_model),
            learned_units as ({learned})

            select sum(weight_units)::bigint, sum(revenue)::bigint, sum(case when is_primary then 1 else 0 end)::bigint from ({Shares})
            """);
        sums.Read();
        var (weight, revenue, primary) = (sums.GetInt64(0), sums.GetInt64(1), sums.GetInt64(2));
        if ((weight, revenue, primary) != (_all.Orders * WholeWeight, _all.Value, _all.Orders))
            throw new InvalidOperationException($"{model.Name()} gives weights of {weight}, revenue of {revenue} and {primary} primary rows for {_all.Orders} orders worth {_all.Value}.");
    }

    private static string Sql(string name) => SqlModel.All.Single(model => model.Name == name).Sql;
}
