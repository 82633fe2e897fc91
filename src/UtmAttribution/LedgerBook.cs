using System.Data.Common;
using UtmAttribution.Engines;
using UtmAttribution.Loading;
using UtmAttribution.Money;

namespace UtmAttribution;

/// <summary>Adds up what every stage made of the rows and the money, so that the stages can be held against each other.</summary>
internal sealed class LedgerBook(IEngine engine, RunIdentity run, CancellationToken cancellation)
{
    private const string InRange = "between (select from_date from run) and (select to_date from run)";
    private const string OrderDate = "coalesce(local_date(local_hour), date '1970-01-01')";

    private const decimal WeightUnit = 0.00000001m;

    private readonly decimal _minorUnit = (decimal)Math.Pow(10, -Currencies.Decimals(run.Currency));

    /// <summary>The ledger of the models that have run.</summary>
    public Ledger Balance() =>
        new([
            Orders(), .. Revenue(), .. run.Training is null ? [] : Channels(), .. Ads(),
        ]);

    private LedgerLine Orders()
    {
        // Rows outside the dates are context; rows without a date belong to every run.
        var read = Number($"select count(*) from order_rows where {OrderDate} {InRange} or local_hour is null");
        var parts = Parts($"""
            select 'conversions', count(*) filter (where is_conversion) from orders where {OrderDate} {InRange}
            union all
            select 'cancelled', count(*) filter (where is_cancelled) from orders where {OrderDate} {InRange}
            union all
            select 'test', count(*) filter (where is_test and not is_cancelled) from orders where {OrderDate} {InRange}
            union all
            (select 'rejected as ' || reason, count(*) from order_rows
             where reason is not null and ({OrderDate} {InRange} or local_hour is null) group by reason order by reason)
            union all
            select 'rejected as duplicate_id', count(*) from order_copies join order_rows using (order_no)
            where copy_rank > 1 and {OrderDate} {InRange}
            """);
        return new("orders", "rows", read, parts.Sum(part => part.Amount), parts);
    }

    // One pass over the mapping serves all lines of revenue. The hourly datasets place a row in its own zone, so that rows
    // enter and leave at the ends of the range.
    private List<LedgerLine> Revenue()
    {
        List<LedgerLine> revenue = [], hourly = [], total = [];
        using var reader = engine.ExecuteReader($"""
            with mapped as (
                select
                    model_no,
                    sum(case when order_date_local {InRange} then revenue else 0 end) as revenue,
                    sum(case when local_date(row_hour) {InRange} then revenue else 0 end) as hourly_revenue,
                    sum(case when local_date(row_hour) {InRange} and is_primary then value else 0 end) as primary_value
                from order_mapping group by model_no
            ), credited as (select model_no, sum(revenue) as revenue from hourly_credit group by model_no)
            select
                attribution_model, (select coalesce(sum(value), 0) from orders where is_conversion and {OrderDate} {InRange}),
                coalesce(mapped.revenue, 0), coalesce(hourly_revenue, 0), coalesce(credited.revenue, 0), coalesce(primary_value, 0),
                (select coalesce(sum(order_value), 0) from hourly_totals), model_no = primary_model_no
            from attribution_models cross join run left join mapped using (model_no) left join credited using (model_no)
            order by model_no
            """, cancellation);
        while (reader.Read())
        {
            var model = reader.GetString(0);
            revenue.Add(Line($"revenue, {model}", reader, 1, 2));
            hourly.Add(Line($"hourly revenue, {model}", reader, 3, 4));
            if (reader.GetBoolean(7))
                total.Add(Line("total revenue by hour, primary model", reader, 5, 5) with { Actual = Decimal(reader, 6) / 10_000 });
        }
        return [.. revenue, .. hourly, .. total];
    }

    // What models give to channels, against the conversions that they learned from.
    private List<LedgerLine> Channels()
    {
        const string Trained = $"is_conversion and {OrderDate} between (select train_from from run) and (select train_to from run)";
        List<LedgerLine> conversions = [], revenue = [];
        using var reader = engine.ExecuteReader($"""
            with credited as (select model_no, sum(weight_units) as weight_units, sum(revenue) as revenue from channel_credit group by model_no)
            select
                attribution_model, (select count(*) from orders where {Trained}), coalesce(credited.weight_units, 0),
                (select coalesce(sum(value), 0) from orders where {Trained}), coalesce(credited.revenue, 0)
            from attribution_models left join credited using (model_no)
            order by model_no
            """, cancellation);
        while (reader.Read())
        {
            var model = reader.GetString(0);
            conversions.Add(new($"channel conversions, {model}", "orders", Decimal(reader, 1), Decimal(reader, 2) * WeightUnit, []));
            revenue.Add(Line($"channel revenue, {model}", reader, 3, 4));
        }
        return [.. conversions, .. revenue];
    }

    private LedgerLine Line(string name, DbDataReader reader, int expected, int actual) =>
        new(name, run.Currency, Decimal(reader, expected) * _minorUnit, Decimal(reader, actual) * _minorUnit, []);

    // One pass over each relation serves all measures.
    private IEnumerable<LedgerLine> Ads()
    {
        (string Name, string Unit, decimal Size)[] measures = [("spend", run.Currency, 0.0001m), ("impressions", "impressions", 1), ("clicks", "clicks", 1)];
        var sums = string.Join(", ", measures.Select(measure => $"coalesce(sum({measure.Name}), 0)"));
        var read = Sums($"""
            select coalesce('rejected as ' || reason, 'usable'), {sums} from ad_rows
            where coalesce(date_start, date '1970-01-01') {InRange} or date_start is null group by reason order by reason
            """);
        var usable = Sums($"""
            select case when is_used then 'used' else 'rejected as duplicate_row' end, {sums} from used_ad_rows
            where local_date(row_hour) {InRange} group by is_used
            """);
        var published = Sums($"""
            select status, {sums} from (values ('matched'), ('ads_only'), ('utm_only')) as statuses (status)
            left join performance_rows on data_match_status = status group by status order by status desc
            """);
        foreach (var (i, (name, unit, size)) in measures.Index())
        {
            var used = Sum(usable.Where(sum => sum.Name == "used"));
            List<LedgerPart> parts = [new("used", used), .. Parts(read.Concat(usable).Where(sum => IsRejected(sum.Name)))];
            yield return new($"ad {name} read", unit, Sum(read), parts.Sum(part => part.Amount), parts);

            parts = [.. Parts(published)];
            yield return new($"ad {name}", unit, used, parts.Sum(part => part.Amount), parts);

            decimal Sum(IEnumerable<(string Name, decimal[] Sums)> rows) => rows.Sum(row => row.Sums[i]) * size;

            IEnumerable<LedgerPart> Parts(IEnumerable<(string Name, decimal[] Sums)> rows) =>
                rows.Where(row => row.Sums[i] != 0 || !IsLeftOutAtZero(row.Name)).Select(row => new LedgerPart(row.Name, row.Sums[i] * size));
        }

        List<(string Name, decimal[] Sums)> Sums(string sql)
        {
            var rows = new List<(string, decimal[])>();
            using var reader = engine.ExecuteReader(sql, cancellation);
            while (reader.Read())
                rows.Add((reader.GetString(0), [.. measures.Select((_, i) => Decimal(reader, i + 1))]));
            return rows;
        }
    }

    private List<LedgerPart> Parts(string sql)
    {
        var parts = new List<LedgerPart>();
        using var reader = engine.ExecuteReader(sql, cancellation);
        while (reader.Read())
        {
            if (Decimal(reader, 1) is var amount && (amount != 0 || !IsLeftOutAtZero(reader.GetString(0))))
                parts.Add(new(reader.GetString(0), amount));
        }
        return parts;
    }

    private decimal Number(string sql)
    {
        using var reader = engine.ExecuteReader(sql, cancellation);
        reader.Read();
        return Decimal(reader, 0);
    }

    private static bool IsLeftOutAtZero(string part) => IsRejected(part) || part == "utm_only";

    private static bool IsRejected(string part) => part.StartsWith("rejected", StringComparison.Ordinal);

    private static decimal Decimal(DbDataReader reader, int column) => reader.GetValue(column) switch
    {
        System.Numerics.BigInteger big => (decimal)big,
        Int128 wide => (decimal)wide,
        var other => Convert.ToDecimal(other),
    };
}
