using UtmAttribution.DuckDb;

namespace UtmAttribution.Engines.Postgres;

/// <summary>The server's types for the embedded engine's columns.</summary>
internal static class ServerType
{
    /// <summary>The type that a value is cast to.</summary>
    public static string Of(DuckDBColumn column) => column.Type switch
    {
        DuckDBType.Varchar => "text",
        DuckDBType.TinyInt => "smallint",
        DuckDBType.TimestampTz => "timestamptz",
        DuckDBType.Uuid => "uuid",
        DuckDBType.Boolean or DuckDBType.Integer or DuckDBType.BigInt or DuckDBType.Date or DuckDBType.Decimal => column.SqlType,
        _ => throw new NotSupportedException($"Column '{column.Name}' is {column.SqlType}, which no relation on a server has."),
    };

    /// <summary>The type of a relation's column: texts are compared by bytes, whatever the database's language.</summary>
    public static string OfColumn(DuckDBColumn column) => column.Type == DuckDBType.Varchar ? "text collate \"C\"" : Of(column);
}
