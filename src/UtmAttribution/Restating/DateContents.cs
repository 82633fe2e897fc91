using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Restating;

/// <summary>What rows of a dataset tell of each date.</summary>
internal static class DateContents
{
    /// <summary>The dates that have rows, with what tells these from others: audit columns and the order of rows do not count.</summary>
    /// <param name="engine">Reads the rows.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="rows">A relation, or what reads one.</param>
    /// <param name="dropsNul">Whether texts are taken without U+0000.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Dictionary<DateOnly, string> Of(DuckDBConnection engine, Dataset dataset, string rows, bool dropsNul, CancellationToken cancellation)
    {
        using var none = engine.Query($"select * from {rows} limit 0", cancellation);
        var columns = none.Columns.Where(column => !Dataset.AuditColumns.Contains(column.Name)).OrderBy(column => column.Name, StringComparer.Ordinal).ToList();
        var values = columns.Select(column => dropsNul && column.SqlType == "VARCHAR" ? $"replace({Sql.Name(column.Name)}, chr(0), '')" : Sql.Name(column.Name));
        // A table of an older release, with other columns, has other rows.
        var shape = string.Join(", ", columns);
        using var reader = engine.ExecuteReader(
            $"select {Sql.Name(dataset.DateColumn)}, count(*), sum(hash({string.Join(", ", values)}))::varchar from {rows} group by 1", cancellation);
        var dates = new Dictionary<DateOnly, string>();
        while (reader.Read())
            dates.Add(reader.GetFieldValue<DateOnly>(0), $"{reader.GetInt64(1)} {reader.GetString(2)} {shape}");
        return dates;
    }

    /// <summary>The totals of each date.</summary>
    /// <param name="engine">Reads the rows.</param>
    /// <param name="rows">A relation with rows of <c>utm_daily_summary</c>, or what reads one.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Dictionary<DateOnly, DayTotals> TotalsOf(DuckDBConnection engine, string rows, CancellationToken cancellation)
    {
        using var reader = engine.ExecuteReader($"""
            select
                date_start, sum(total_orders)::bigint, sum(total_revenue), sum(total_attributed_revenue), sum(total_ad_spend),
                sum(total_sessions)::bigint
            from {rows} group by date_start
            """, cancellation);
        var dates = new Dictionary<DateOnly, DayTotals>();
        while (reader.Read())
            dates.Add(reader.GetFieldValue<DateOnly>(0), new(reader.GetInt64(1), reader.GetDecimal(2), reader.GetDecimal(3), reader.GetDecimal(4), reader.GetInt64(5)));
        return dates;
    }
}
