using UtmAttribution.Engines;
using UtmAttribution.Evidence;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Cli.Explaining;

/// <summary>Asks a computed run about one order.</summary>
/// <param name="run">The run, with the relations of <see cref="Models"/>.</param>
/// <param name="orderId">The order; the run has read it.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class ComputedOrder(ComputedRun run, string orderId, CancellationToken cancellation)
{
    /// <summary>What must have run.</summary>
    public static IReadOnlyList<SqlModel> Models { get; } = SqlModel.Behind(
        ["order_copies", "visitor_names", "session_visits", "visit_sessions", "sessions", "lookback_sessions", "order_mapping", "performance_rows"]);

    private readonly string _id = Sql.Text(orderId);

    /// <summary>What is known of the order itself: of the copy that is used, else of the first row that has its id.</summary>
    public OrderFacts Facts()
    {
        var facts = Rows(
            $"""
            select
                order_rows.order_no, orders.visitor_no, visitor_names.visitor_id, order_rows.order_name,
                order_rows.created_us, order_rows.updated_us, order_rows.text_hash,
                money_of(orders.value * run.money_factor) as value,
                coalesce(orders.is_conversion, false) as is_conversion, order_rows.is_cancelled, order_rows.is_test and not order_rows.is_cancelled as is_only_test,
                order_rows.reason, order_rows.detail
            from order_rows
            cross join run
            left join orders on orders.order_no = order_rows.order_no
            left join visitor_names on visitor_names.visitor_no = orders.visitor_no
            where order_rows.order_id = {_id}
            order by orders.order_no is null, order_rows.order_no
            limit 1
            """,
            row => new OrderFacts
            {
                OrderNo = row.Get<int>("order_no"),
                VisitorNo = row.Get<int?>("visitor_no"),
                VisitorId = row.Get<string?>("visitor_id"),
                OrderName = row.Get<string?>("order_name"),
                Key = (row.Get<long?>("created_us"), row.Get<long?>("updated_us"), row.Get<long>("text_hash")),
                Value = row.Get<decimal?>("value"),
                IsConversion = row.Get<bool>("is_conversion"),
                IsCancelled = row.Get<bool>("is_cancelled"),
                IsOnlyTest = row.Get<bool>("is_only_test"),
                Reason = row.Get<string?>("reason"),
                Detail = row.Get<string?>("detail"),
            })[0];
        var evidence = Rows(
            $"select distinct evidence::integer as evidence from visit_rows where order_no = {facts.OrderNo} and evidence > {(int)DataSource.CustomerJourney}",
            row => (DataSource)row.Get<int>("evidence"));
        return facts with
        {
            OwnEvidence = evidence.Count == 0 ? null : evidence[0],
            Faults = Rows(
                $"select reason, detail from order_faults where order_no = {facts.OrderNo} order by reason, try_cast(detail as integer), detail",
                row => (row.Get<string>("reason"), row.Get<string>("detail"))),
        };
    }

    /// <summary>The order's rows of <c>utm_order_mapping</c>.</summary>
    public IReadOnlyList<ExplainedShare> Shares() => Rows(
        $"""
        select
            attribution_models.attribution_model, mapping.session_id, mapping.units, mapping.total_units,
            weight(mapping.weight_units) as weight, money_of(mapping.revenue * run.money_factor) as revenue,
            mapping.touch_index, mapping.touch_count, mapping.is_primary
        from order_mapping as mapping
        inner join conversions on conversions.order_place = mapping.order_place
        inner join attribution_models on attribution_models.model_no = mapping.model_no
        cross join run
        where conversions.order_id = {_id}
        order by mapping.model_no, mapping.touch_index
        """,
        row => new ExplainedShare
        {
            AttributionModel = row.Get<string>("attribution_model"),
            SessionId = row.Get<long>("session_id"),
            Units = row.Get<long>("units"),
            TotalUnits = row.Get<long>("total_units"),
            AttributionWeight = row.Get<decimal>("weight"),
            AttributedRevenue = row.Get<decimal>("revenue"),
            TouchIndex = row.Get<int>("touch_index"),
            TouchCount = row.Get<int>("touch_count"),
            IsPrimaryAttribution = row.Get<bool>("is_primary"),
        });

    /// <summary>The rows of <c>utm_ad_hourly_performance</c> with the hour, campaign and ad of one of its shares.</summary>
    public IReadOnlyList<AdHour> AdHours() => Rows(
        $"""
        with met as (
            select distinct mapping.row_hour, dimensions.campaign_id, dimensions.ad_id
            from order_mapping as mapping
            inner join conversions on conversions.order_place = mapping.order_place
            inner join dimensions on dimensions.dimension_no = mapping.dimension_no
            where conversions.order_id = {_id} and dimensions.campaign_id is not null and dimensions.ad_id is not null
        )
        select
            facts.date_start, hour_of_day(facts.row_hour) as hour_start, dimensions.campaign_id, dimensions.campaign_name, dimensions.ad_id,
            dimensions.ad_name, dimensions.channel, dimensions.utm_source, dimensions.utm_campaign, facts.data_match_status,
            facts.impressions as ad_impressions, facts.clicks as ad_clicks, money_of(facts.spend) as ad_spend,
            facts.sessions as utm_sessions, facts.orders as utm_orders, money_of(facts.order_value) as utm_revenue,
            money_of(facts.revenue) as attributed_revenue, ratio(facts.revenue, facts.spend) as roas
        from performance_rows as facts
        inner join performance_dimensions as dimensions on dimensions.performance_no = facts.performance_no
        inner join met on met.row_hour = facts.row_hour and met.campaign_id = dimensions.campaign_id and met.ad_id = dimensions.ad_id
        order by facts.row_hour, dimensions.performance_no
        """,
        AdHourRow.Of);

    private List<T> Rows<T>(string sql, Func<System.Data.Common.DbDataReader, T> row) => run.Engine.Rows(sql, row, cancellation);
}
