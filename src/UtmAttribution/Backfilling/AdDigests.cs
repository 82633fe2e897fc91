using UtmAttribution.DuckDb;

namespace UtmAttribution.Backfilling;

/// <summary>What loaded ad rows are, date by date: all that a source says of them, and their amounts in the reporting currency.</summary>
internal static class AdDigests
{
    /// <summary>Reads them.</summary>
    /// <param name="connection">Has the rows, as <c>ad_rows</c>.</param>
    /// <param name="cancellation">Ends it.</param>
    public static DayDigests Read(DuckDBConnection connection, CancellationToken cancellation)
    {
        using var reader = connection.ExecuteReader("""
            select
                (date_start - date '1970-01-01')::integer, count(*),
                sum(md5_number_lower(concat_ws('|', row_hash, spend, purchase_value, reason)))::varchar
            from ad_rows group by date_start
            """, cancellation);
        var days = new DayDigests();
        days.Add(reader);
        return days;
    }
}
