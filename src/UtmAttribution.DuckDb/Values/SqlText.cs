namespace UtmAttribution.DuckDb.Values;

/// <summary>Types as SQL writes them.</summary>
internal static class SqlText
{
    internal static string Of(LogicalType type) => type.Alias is { Length: > 0 } alias
        ? alias
        : type.Type switch
        {
            DuckDBType.Decimal => $"DECIMAL({type.Precision},{type.Scale})",
            DuckDBType.Enum => $"ENUM({string.Join(", ", type.Names.Select(Literal))})",
            DuckDBType.List => $"{Of(type.Children[0])}[]",
            DuckDBType.Array => $"{Of(type.Children[0])}[{type.Length}]",
            DuckDBType.Map => $"MAP({Of(type.Children[0])}, {Of(type.Children[1])})",
            DuckDBType.Struct => $"STRUCT({Fields(type)})",
            DuckDBType.Union => $"UNION({Fields(type)})",
            DuckDBType.Timestamp => "TIMESTAMP",
            DuckDBType.TimestampS => "TIMESTAMP_S",
            DuckDBType.TimestampMs => "TIMESTAMP_MS",
            DuckDBType.TimestampNs => "TIMESTAMP_NS",
            DuckDBType.TimestampTz => "TIMESTAMP WITH TIME ZONE",
            DuckDBType.TimeTz => "TIME WITH TIME ZONE",
            DuckDBType.TimeNs => "TIME_NS",
            DuckDBType.SqlNull => "\"NULL\"",
            var simple => simple.ToString().ToUpperInvariant(),
        };

    internal static string Identifier(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    private static string Fields(LogicalType type) =>
        string.Join(", ", type.Names.Zip(type.Children, (name, child) => $"{Identifier(name)} {Of(child)}"));
}
