using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Comparison;

/// <summary>A sum of money that a dataset has.</summary>
/// <param name="Column">The column that is summed.</param>
/// <param name="Model">The attribution model whose rows count; null for all rows.</param>
/// <param name="IsOfPrimaryRows">Whether only primary rows count, of which each order has one.</param>
internal sealed record Measure(string Column, string? Model = null, bool IsOfPrimaryRows = false)
{
    private const string ModelColumn = "attribution_model";

    /// <summary>What people call it.</summary>
    public string Name => Model is null || IsOfPrimaryRows ? Column : $"{Column}, {Model}";

    /// <summary>The value that a row adds, as SQL over a relation of that name.</summary>
    public string Of(string relation) => Model is null
        ? $"{relation}.{Column}"
        : $"case when {relation}.{ModelColumn} = {Sql.Text(Model)}{(IsOfPrimaryRows ? $" and {relation}.is_primary_attribution" : "")} then {relation}.{Column} end";

    /// <summary>The columns that it reads.</summary>
    public IEnumerable<string> Reads => Model is null ? [Column] : IsOfPrimaryRows ? [Column, ModelColumn, "is_primary_attribution"] : [Column, ModelColumn];

    /// <summary>The sums of a dataset. Each model shares the same orders, so that their sums are told apart.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="models">The models that either output has, in order.</param>
    /// <param name="primary">The one of them that both have; null where there is none.</param>
    public static IReadOnlyList<Measure> Of(Dataset dataset, IReadOnlyList<string> models, string? primary) => dataset.Name switch
    {
        "utm_sessions" => [new("conversion_value")],
        "utm_order_mapping" => [.. primary is null ? [] : new[] { new Measure("order_value", primary, IsOfPrimaryRows: true) }, .. OfModels(models)],
        "utm_hourly_metrics" => [new("total_revenue"), new("attributed_revenue")],
        "utm_hourly_attribution" => [.. OfModels(models)],
        "utm_ad_hourly_performance" => [new("ad_spend"), new("utm_revenue"), new("attributed_revenue"), new("ad_purchase_value")],
        "utm_daily_summary" => [new("total_ad_spend"), new("total_revenue"), new("total_attributed_revenue")],
        _ => [],
    };

    private static IEnumerable<Measure> OfModels(IReadOnlyList<string> models) => models.Select(model => new Measure("attributed_revenue", model));
}
