using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Restating;

/// <summary>What a relation with the rows of a dataset has of each date, audit columns apart and in any order of rows.</summary>
internal static class DateContents
{
    /// <summary>The dates that have rows, with what tells their rows from others.</summary>
    /// <param name="engine">Has the relation.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="relation">The relation.</param>
    /// <param name="dropsNul">Whether texts are taken without U+0000.</param>
    /// <param name="cancellation">Ends it.</param>
    public static Dictionary<DateOnly, string> Of(DuckDBConnection engine, Dataset dataset, string relation, bool dropsNul, CancellationToken cancellation)
    {
        var columns = RelationShapes.Of(engine, relation).Where(column => !Dataset.AuditColumns.Contains(column.Name)).OrderBy(column => column.Name, StringComparer.Ordinal).ToList();
        var values = columns.Select(column => dropsNul && column.SqlType == "VARCHAR" ? $"replace({Sql.Name(column.Name)}, chr(0), '')" : Sql.Name(column.Name));
        // A table of an older release, with other columns, has other rows.
        var shape = string.Join(", ", columns);
        using var reader = engine.ExecuteReader(
            $"select {Sql.Name(dataset.DateColumn)}, count(*), sum(hash({string.Join(", ", values)}))::varchar from {relation} group by 1", cancellation);
        var dates = new Dictionary<DateOnly, string>();
        while (reader.Read())
            dates.Add(reader.GetFieldValue<DateOnly>(0), $"{reader.GetInt64(1)} {reader.GetString(2)} {shape}");
        return dates;
    }

    /// <summary>The totals of each date of a relation with rows of <c>utm_daily_summary</c>.</summary>
    public static Dictionary<DateOnly, DayTotals> TotalsOf(DuckDBConnection engine, string relation, CancellationToken cancellation)
    {
        using var reader = engine.ExecuteReader($"""
            select
                date_start, sum(total_orders)::bigint, sum(total_revenue), sum(total_attributed_revenue), sum(total_ad_spend),
                sum(total_sessions)::bigint
            from {relation} group by date_start
            """, cancellation);
        var dates = new Dictionary<DateOnly, DayTotals>();
        while (reader.Read())
            dates.Add(reader.GetFieldValue<DateOnly>(0), new(reader.GetInt64(1), reader.GetDecimal(2), reader.GetDecimal(3), reader.GetDecimal(4), reader.GetInt64(5)));
        return dates;
    }
}
