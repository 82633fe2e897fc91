using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>Holds what is published against the source tables, where they are in the same database.</summary>
internal static class SourceComparison
{
    private const string Orders = "shopify_orders";

    /// <summary>The findings; one that says so where there is nothing to compare with.</summary>
    public static IEnumerable<Finding> Run(NpgsqlConnection connection)
    {
        var found = connection.Rows(
            """
            select n.nspname from pg_class as c inner join pg_namespace as n on n.oid = c.relnamespace
            where c.relname = $1 and c.relkind in ('r', 'p', 'v', 'm', 'f') and has_table_privilege(c.oid, 'select')
                and has_schema_privilege(n.oid, 'usage') order by n.nspname <> current_schema(), n.nspname limit 1
            """,
            row => row.GetString(0),
            Orders);
        if (found is not [var schema])
            return [new("orders against the source", null, $"table '{Orders}' is not in this database, or this role may not read it")];
        var orders = new PostgresName(schema, Orders).Quoted;
        return [Missing(connection, orders), .. Changed(connection, schema, orders)];
    }

    private static Finding Missing(NpgsqlConnection connection, string orders)
    {
        var (count, example) = connection.Rows(
            $"""
            select count(*), min(mapping.order_id)
            from (select distinct order_id from utm_order_mapping) as mapping
            where not exists (select from {orders} as orders where btrim(orders.order_id::text) = mapping.order_id)
            """,
            row => (row.GetInt64(0), row.IsDBNull(1) ? "" : row.GetString(1)))[0];
        return new("published orders that the source no longer has", count == 0, count == 0 ? "none" : $"{count:#,##0}, such as {example}");
    }

    private static IEnumerable<Finding> Changed(NpgsqlConnection connection, string schema, string orders)
    {
        if (!connection.Value<bool>(
            "select exists (select from information_schema.columns where table_schema = $1 and table_name = $2 and column_name = 'updated_at' and data_type like 'timestamp%')",
            schema,
            Orders))
        {
            return [];
        }

        var dates = connection.Rows(
            $"""
            select mapping.order_date_local::text, count(distinct mapping.order_id)
            from utm_order_mapping as mapping
            inner join {orders} as orders on btrim(orders.order_id::text) = mapping.order_id
            where orders.updated_at > mapping.created_at
            group by 1 order by 1
            """,
            row => (Date: row.GetString(0), Orders: row.GetInt64(1)));
        var changed = dates.Sum(date => date.Orders);
        return
        [
            new(
                "orders that changed since they were published",
                changed == 0,
                changed == 0 ? "none" : $"{changed:#,##0} on {dates.Count} dates from {dates[0].Date} to {dates[^1].Date}; run these dates again"),
        ];
    }
}
