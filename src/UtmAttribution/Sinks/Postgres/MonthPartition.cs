using System.Globalization;
using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>The partition of a table for one month, which is there or not.</summary>
/// <param name="Table">The partitioned table.</param>
/// <param name="Month">The month's first date.</param>
internal sealed record MonthPartition(TargetTable Table, DateOnly Month)
{
    /// <summary>The name that it is given.</summary>
    public string Name => $"{Table.Name}_{Month.ToString("yyyy_MM", CultureInfo.InvariantCulture)}";

    /// <summary>The first date of the next month.</summary>
    public DateOnly Until => Month.AddMonths(1);

    /// <summary>The months that a range of dates touches.</summary>
    public static IEnumerable<MonthPartition> Of(TargetTable table, DateOnly from, DateOnly to)
    {
        for (var month = new DateOnly(from.Year, from.Month, 1); month <= to; month = month.AddMonths(1))
            yield return new(table, month);
    }

    /// <summary>The name of the partition that the table has for the month; null where it has none.</summary>
    public string? Existing(NpgsqlConnection connection) => connection.Rows(
        """
        select part.relname
        from pg_inherits
        inner join pg_class as part on part.oid = pg_inherits.inhrelid
        where pg_inherits.inhparent = to_regclass($1) and pg_get_expr(part.relpartbound, part.oid) = $2
        """,
        row => row.GetString(0),
        PostgresName.Quote(Table.Name),
        $"FOR VALUES FROM ('{Iso(Month)}') TO ('{Iso(Until)}')").FirstOrDefault();

    /// <summary>Makes it, empty, where it is missing.</summary>
    public void Ensure(NpgsqlConnection connection)
    {
        if (Existing(connection) is null)
            connection.Run($"create table {PostgresName.Quote(Name)} partition of {PostgresName.Quote(Table.Name)} {Bounds}");
    }

    /// <summary>Makes a table like it beside it, without keys and indexes, whose rows can only be of the month.</summary>
    public string CreateBeside(NpgsqlConnection connection)
    {
        var beside = $"{Name}_new";
        var column = PostgresName.Quote(Table.DateColumn);
        connection.Run($"""
            drop table if exists {PostgresName.Quote(beside)};
            create table {PostgresName.Quote(beside)} (
                like {PostgresName.Quote(Table.Name)} including defaults including constraints including storage including comments,
                constraint utm_month check ({column} >= date '{Iso(Month)}' and {column} < date '{Iso(Until)}')
            )
            """);
        return beside;
    }

    /// <summary>Puts a table that was made beside it in its place.</summary>
    public void Exchange(NpgsqlConnection connection, string beside)
    {
        var parent = PostgresName.Quote(Table.Name);
        if (Existing(connection) is { } old)
            connection.Run($"alter table {parent} detach partition {PostgresName.Quote(old)}; drop table {PostgresName.Quote(old)}");
        // The check spares the server a look at all rows.
        connection.Run($"""
            alter table {PostgresName.Quote(beside)} rename to {PostgresName.Quote(Name)};
            alter table {parent} attach partition {PostgresName.Quote(Name)} {Bounds};
            alter table {PostgresName.Quote(Name)} drop constraint utm_month
            """);
    }

    private string Bounds => $"for values from ('{Iso(Month)}') to ('{Iso(Until)}')";

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
