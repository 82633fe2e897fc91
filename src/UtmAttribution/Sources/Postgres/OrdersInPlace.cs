using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>Orders where they are, in a database: what a connection to it asks for, to read them there.</summary>
/// <param name="Snapshot">The state of the database that the source reads, for <c>set transaction snapshot</c>.</param>
/// <param name="Select">A select of the orders as <c>source_orders</c>, whatever types the table has; texts are compared by bytes.</param>
/// <param name="Rows">A select of the same rows as the loader reads them: with the columns of the contract, in its order.</param>
internal sealed record OrdersInPlace(string Snapshot, string Select, string Rows)
{
    // A time that no order has; the loader says what is wrong with infinity.
    private const string Never = "9000000000000000000";

    /// <summary>How to read a table; null where a column has a type whose values only the loader reads.</summary>
    public static OrdersInPlace? Find(Relation relation, ReadRange? range, string snapshot)
    {
        var columns = SourceTable.ShopifyOrders.Columns.ToDictionary(
            column => column.Name, column => Column(relation, column), StringComparer.Ordinal);
        if (columns.Values.Any(column => column is null))
            return null;
        var inPlace = columns.Select(column => $"{column.Value!.Value.InPlace} as {column.Key}")
            .Append($"{Given("customer_journey")} as has_journey").Append($"{Given("custom_attributes")} as has_attributes");
        var loaded = columns.Select(column => $"{column.Value!.Value.Loaded} as {column.Key}");
        var from = $"from {relation.Sql} where {CopyQuery.Condition(relation, range) ?? "true"}";
        return new(snapshot, $"select {string.Join(", ", inPlace)} {from}", $"select {string.Join(", ", loaded)} {from}");

        string Given(string name) => relation.Find(name) is { } column ? $"{PostgresName.Quote(column.Name)} is not null" : "false";
    }

    // What stands in the select, and what the loader is given. It reads the same of both.
    private static (string InPlace, string Loaded)? Column(Relation relation, SourceColumn column)
    {
        if (relation.Find(column.Name) is not { } found)
            return Missing(column.Type);
        if (CopyQuery.Read(column.Type, found) is not var (value, wire))
            return null;
        return (column.Type, wire) switch
        {
            (ColumnType.Id or ColumnType.Text, Wire.Text or Wire.Integer) => ($"({value})::text collate \"C\"", $"({value})::text"),
            (ColumnType.Timestamp, Wire.Timestamp) => (Microseconds(value), value),
            (ColumnType.Boolean, Wire.Boolean) => (value, value),
            (ColumnType.Number, Wire.Integer or Wire.Numeric) => ($"{value}::numeric", value),
            (ColumnType.Json, Wire.JsonB) => (value, $"{value}::text"),
            (ColumnType.Json, Wire.Text) => ($"plain_json({value}::text)", $"{value}::text"),
            _ => null,
        };
    }

    private static (string InPlace, string Loaded) Missing(ColumnType type) => type switch
    {
        ColumnType.Timestamp => ("null::bigint", "null::timestamptz"),
        ColumnType.Boolean => ("null::boolean", "null::boolean"),
        ColumnType.Number => ("null::numeric", "null::numeric"),
        ColumnType.Json => ("null::jsonb", "null::text"),
        _ => ("null::text collate \"C\"", "null::text"),
    };

    private static string Microseconds(string time) =>
        $"case when isfinite({time}) then (extract(epoch from {time}) * 1000000)::bigint when {time} is not null then {Never} end";
}
