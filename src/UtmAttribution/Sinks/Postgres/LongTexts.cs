using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// A visitor can put any text into a link, and PostgreSQL's indexes take texts of about 2,700 bytes. Where a longer one has come,
/// the indexes that would refuse it are removed, so that nobody's link can stop the publishing.
/// </summary>
internal static class LongTexts
{
    private const int MostBytes = 2_600;

    private static readonly (string Index, string[] Columns)[] Indexed =
        [("utm", ["utm_source", "utm_medium", "utm_campaign"]), ("ids", ["campaign_id", "ad_id"])];

    private static readonly string[] Relations = ["profiles", "dimensions", "performance_dimensions"];

    /// <summary>Removes the indexes of all datasets that rows of the engine have too long texts for.</summary>
    /// <returns>A sentence for people about what was removed.</returns>
    public static IReadOnlyList<string> GiveWay(DuckDBConnection engine, NpgsqlConnection connection, CancellationToken cancellation)
    {
        var warnings = new List<string>();
        foreach (var (index, columns) in Indexed)
        {
            if (!Relations.Any(relation => Longest(engine, relation, columns, cancellation) > MostBytes))
                continue;
            var removed = Datasets.All.Select(dataset => $"{dataset.Name}_{index}")
                .Where(name => connection.Value<bool>("select to_regclass($1) is not null", PostgresName.Quote(name))).ToList();
            foreach (var name in removed)
                connection.Run($"drop index {PostgresName.Quote(name)}");
            if (removed.Count > 0)
            {
                warnings.Add(
                    $"A visit or ad has more than {MostBytes:N0} bytes of {string.Join(", ", columns)}, which PostgreSQL's indexes don't take: "
                    + $"removed {string.Join(", ", removed)}. Queries by these columns read whole tables from now on.");
            }
        }

        return warnings;
    }

    private static long Longest(DuckDBConnection engine, string relation, string[] columns, CancellationToken cancellation)
    {
        var known = engine.Scalar<long>(
            $"select count(*) from duckdb_columns() where table_name = '{relation}' and column_name in ({string.Join(", ", columns.Select(Sql.Text))})", cancellation);
        var length = string.Join(" + ", columns.Select(column => $"coalesce(strlen({Sql.Name(column)}), 0)"));
        return known < columns.Length ? 0 : engine.Scalar<long>($"select coalesce(max({length}), 0)::bigint from {relation}", cancellation);
    }
}
