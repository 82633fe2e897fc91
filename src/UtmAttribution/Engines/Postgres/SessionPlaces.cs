using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Engines.Postgres;

/// <summary>
/// A session's place is its id on a server, and what Parquet is written from looks places up in arrays: sessions that are fetched
/// are numbered here, in the order of their dates.
/// </summary>
internal static class SessionPlaces
{
    private const string Column = "session_place";

    /// <summary>The columns of a relation as the server has them.</summary>
    public static IReadOnlyList<DuckDBColumn> OnServer(DuckDBConnection embedded, IReadOnlyList<DuckDBColumn> columns)
    {
        using var ids = embedded.Query($"select null::bigint as {Column} limit 0");
        var id = ids.Columns[0];
        return [.. columns.Select(column => column.Name == Column ? id : column)];
    }

    /// <summary>Puts numbers without gaps in the place of the ids.</summary>
    /// <param name="embedded">The embedded engine, which has fetched the relations.</param>
    /// <param name="sessions">The relation of one row a session.</param>
    /// <param name="relations">It and those that are looked up by its places.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Number(DuckDBConnection embedded, string sessions, IEnumerable<string> relations, CancellationToken cancellation)
    {
        embedded.Execute(
            $"""
            create or replace temp table places as
                select {Column} as id, row_number() over ()::integer as place from (select {Column} from {sessions} order by session_date)
            """,
            cancellation);
        foreach (var relation in relations)
        {
            embedded.Execute(
                $"""
                create or replace table {Sql.Name(relation)} as
                    select facts.* replace (places.place as {Column}) from {Sql.Name(relation)} as facts inner join places on places.id = facts.{Column}
                """,
                cancellation);
        }

        embedded.Execute("drop table places", cancellation);
    }

    /// <summary>Whether a relation has places.</summary>
    public static bool AreIn(IReadOnlyList<DuckDBColumn> columns) => columns.Any(column => column.Name == Column);
}
