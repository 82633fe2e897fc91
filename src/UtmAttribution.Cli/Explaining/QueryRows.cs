using System.Data.Common;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;

namespace UtmAttribution.Cli.Explaining;

/// <summary>Rows of a query as objects.</summary>
internal static class QueryRows
{
    /// <summary>What is made of each row.</summary>
    public static List<T> Rows<T>(this DuckDBConnection connection, string sql, Func<DbDataReader, T> row, CancellationToken cancellation)
    {
        using var reader = connection.ExecuteReader(sql, cancellation);
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(row(reader));
        return rows;
    }

    /// <inheritdoc cref="Rows{T}(DuckDBConnection, string, Func{DbDataReader, T}, CancellationToken)"/>
    public static List<T> Rows<T>(this DuckDbEngine engine, string sql, Func<DbDataReader, T> row, CancellationToken cancellation) =>
        engine.Connection.Rows(sql, row, cancellation);

    /// <summary>The value of a column.</summary>
    public static T Get<T>(this DbDataReader row, string column) => row.GetFieldValue<T>(row.GetOrdinal(column));
}
