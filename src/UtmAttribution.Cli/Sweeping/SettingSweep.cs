using Microsoft.Extensions.Logging;
using UtmAttribution.Cli.Explaining;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Options;
using UtmAttribution.Sources;

namespace UtmAttribution.Cli.Sweeping;

/// <summary>
/// Computes how revenue moves with the rules. Ads are loaded once, and orders once for each lookback, which decides what they tell
/// of; only those models run again that see what changes. Nothing is published.
/// </summary>
/// <param name="options">What all settings share.</param>
/// <param name="plan">The settings.</param>
/// <param name="openSource">Opens the source; it may read its files with the engine that it is given.</param>
/// <param name="logger">Where it tells of its stages.</param>
/// <param name="progress">Hears where it is.</param>
internal sealed class SettingSweep(
    AttributionOptions options, SweepPlan plan, Func<DuckDBDatabase, ISource> openSource, ILogger logger, IProgress<RunProgress>? progress)
{
    private static readonly IReadOnlyList<SqlModel> OfRevenue = SqlModel.Behind(["order_mapping", "dimensions"]);

    private readonly IReadOnlyList<SqlModel> _ofSpend = SqlModel.Behind(plan.ByCampaign ? ["ad_hours", "placements", "ad_ids"] : ["performance_rows"]);
    private readonly List<SweepRow> _rows = [];
    private readonly HashSet<(AttributionModel Model, SweepSetting Setting)> _done = [];

    /// <summary>The currency that amounts are in, once it is done.</summary>
    public string Currency { get; private set; } = "";

    /// <summary>The dates, once it is done.</summary>
    public (DateOnly From, DateOnly To) Dates { get; private set; }

    /// <summary>Does it.</summary>
    /// <param name="warn">Hears what a person should know of the source.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The rows by model, then by setting, then by rank.</returns>
    /// <exception cref="Errors.InvalidInputException">The source can't be used.</exception>
    public IReadOnlyList<SweepRow> Run(Action<string> warn, CancellationToken cancellation)
    {
        var settings = plan.Settings().ToList();
        using var run = ComputedRun.Compute(settings[0].Of(options), openSource, OfRevenue.Contains, logger, progress, cancellation);
        (Currency, Dates) = (run.Identity.Currency, (run.Identity.From, run.Identity.To));
        foreach (var warning in run.Warnings)
            warn(warning);
        return run.Guard(
            either =>
            {
                var spend = new Dictionary<SweepSetting, IReadOnlyList<(string? Key, string? Name, long Amount)>>();
                foreach (var setting in settings)
                    Add(run, setting, spend, either);
                return _rows.OrderBy(row => options.Models.Index().First(model => model.Item == row.Model).Index).ToList();
            },
            cancellation);
    }

    private void Add(
        ComputedRun run, SweepSetting setting, Dictionary<SweepSetting, IReadOnlyList<(string? Key, string? Name, long Amount)>> spends, CancellationToken cancellation)
    {
        // A model that the setting does not touch otherwise than one before is not repeated.
        var models = options.Models.Where(model => _done.Add((model, setting.For(model)))).ToList();
        if (models.Count == 0)
            return;
        run.Change(setting.Of(options), openSource, cancellation);
        // Campaigns and channels share an ad-hour by their sessions and orders, and these are placed by the primary model.
        var ofSpend = setting.For(options.PrimaryModel);
        if (!spends.TryGetValue(ofSpend, out var spend))
        {
            run.Run(SqlModel.All.Where(model => OfRevenue.Contains(model) || _ofSpend.Contains(model)), cancellation);
            spends.Add(ofSpend, spend = plan.ByCampaign ? SpendByCampaign(run, cancellation) : SpendByChannel(run, cancellation));
        }

        run.Run(OfRevenue, cancellation);
        var revenue = Revenue(run, models, cancellation).ToLookup(found => found.Model);
        foreach (var model in models)
            _rows.AddRange(Ranked(model, setting.For(model), [.. revenue[model].Select(found => (found.Key, found.Name, found.Amount))], spend));
    }

    private IEnumerable<SweepRow> Ranked(
        AttributionModel model, SweepSetting setting, IReadOnlyList<(string? Key, string? Name, long Amount)> revenue, IReadOnlyList<(string? Key, string? Name, long Amount)> spend)
    {
        var total = revenue.Sum(part => part.Amount);
        var rows = revenue.Concat(spend).GroupBy(part => part.Key ?? "").Select(parts => new SweepRow
        {
            Model = model,
            Setting = setting,
            Key = parts.First().Key,
            Name = parts.Select(part => part.Name).FirstOrDefault(name => name is not null),
            Revenue = revenue.Where(part => part.Key == parts.First().Key).Sum(part => part.Amount),
            Spend = spend.Where(part => part.Key == parts.First().Key).Sum(part => part.Amount),
            Total = total,
        }).OrderByDescending(row => row.Revenue).ThenBy(row => row.Key is null).ThenBy(row => row.Key, StringComparer.Ordinal).ToList();
        var first = _rows.Find(row => row.Model == model)?.Setting;
        return rows.Select((row, i) => row with
        {
            Rank = i + 1,
            BaseRank = first is null ? i + 1 : _rows.Find(other => other.Model == model && other.Setting == first && other.Key == row.Key)?.Rank,
        });
    }

    // Of the orders of the dates, as utm_order_mapping has them.
    private List<(AttributionModel Model, string? Key, string? Name, long Amount)> Revenue(ComputedRun run, List<AttributionModel> models, CancellationToken cancellation)
    {
        var (key, name) = plan.ByCampaign ? ("campaign_id", "campaign_name") : ("channel", "null::varchar");
        return run.Engine.Rows(
            $"""
            with sums as (
                select mapping.model_no, mapping.dimension_no, sum(mapping.revenue * run.money_factor)::bigint as amount
                from order_mapping as mapping
                cross join run
                where mapping.model_no in ({string.Join(", ", models.Select(model => (int)model))}) and mapping.order_date_local between run.from_date and run.to_date
                group by mapping.model_no, mapping.dimension_no
            )
            select sums.model_no, dimensions.{key} as key, min({name}) as name, sum(sums.amount)::bigint as amount
            from sums
            inner join dimensions on dimensions.dimension_no = sums.dimension_no
            group by sums.model_no, dimensions.{key}
            """,
            row => ((AttributionModel)row.Get<int>("model_no"), row.Get<string?>("key"), row.Get<string?>("name"), row.Get<long>("amount")),
            cancellation);
    }

    // As utm_ad_hourly_performance has it.
    private static List<(string? Key, string? Name, long Amount)> SpendByChannel(ComputedRun run, CancellationToken cancellation) => run.Engine.Rows(
        """
        select dimensions.channel, sum(facts.spend)::bigint as amount
        from performance_rows as facts
        inner join performance_dimensions as dimensions on dimensions.performance_no = facts.performance_no
        group by dimensions.channel
        having sum(facts.spend) > 0
        """,
        row => ((string?)row.Get<string>("channel"), (string?)null, row.Get<long>("amount")),
        cancellation);

    // An ad's hour stays its campaign's, whatever meets it.
    private static List<(string? Key, string? Name, long Amount)> SpendByCampaign(ComputedRun run, CancellationToken cancellation) => run.Engine.Rows(
        """
        select placements.campaign_id, min(ad_ids.name) as name, sum(ad_hours.spend)::bigint as amount
        from ad_hours
        inner join placements on placements.placement_no = ad_hours.placement_no
        left join ad_ids on ad_ids.level = 'campaign' and ad_ids.id = placements.campaign_id
        group by placements.campaign_id
        having sum(ad_hours.spend) > 0
        """,
        row => ((string?)row.Get<string>("campaign_id"), row.Get<string?>("name"), row.Get<long>("amount")),
        cancellation);
}
