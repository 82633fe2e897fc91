using Npgsql;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// A visitor can put any text into a link, and PostgreSQL's indexes take texts of about 2,700 bytes. Where a longer one has come,
/// the indexes that would refuse it are removed, so that nobody's link can stop the publishing, and made again when it is gone.
/// No other index would do: those that take any text are several times slower to build, or serve no plain comparison.
/// </summary>
internal static class LongTexts
{
    private const int MostBytes = 2_600;

    private static readonly (string Index, string[] Columns)[] Indexed =
        [("utm", ["utm_source", "utm_medium", "utm_campaign"]), ("ids", ["campaign_id", "ad_id"])];

    private static readonly string[] Relations = ["profiles", "dimensions", "performance_dimensions"];

    /// <summary>Removes the indexes of all datasets that rows of the engine have too long texts for.</summary>
    /// <returns>A sentence for people about what was removed.</returns>
    /// <exception cref="PublishException">The role may not remove them.</exception>
    public static IReadOnlyList<string> GiveWay(IEngine engine, NpgsqlConnection connection, PostgresSchema schema, CancellationToken cancellation)
    {
        var warnings = new List<string>();
        foreach (var (index, columns) in Indexed)
        {
            if (!Relations.Any(relation => Longest(engine, relation, columns, cancellation) > MostBytes))
                continue;
            var found = $"A visit or ad has more than {MostBytes:N0} bytes of {string.Join(", ", columns)}, which PostgreSQL's indexes don't take";
            var removed = Datasets.All.Select(dataset => $"{dataset.Name}_{index}").Where(name => Exists(connection, name)).ToList();
            if (removed.Count > 0 && !connection.Value<bool>("select has_function_privilege('utm_remove_index(text)', 'execute')"))
            {
                throw new PublishException(
                    $"{schema.Description}: {found}, and role '{schema.Server.User}' may not remove {string.Join(", ", removed)}. Nothing was published. "
                    + $"Let it: grant execute on function {PostgresName.Quote(schema.Name)}.utm_remove_index(text) to {PostgresName.Quote(schema.Server.User)}.");
            }

            foreach (var name in removed)
                connection.Run("select utm_remove_index($1)", name);
            if (removed.Count > 0)
            {
                warnings.Add(
                    $"{found}: removed {string.Join(", ", removed)}. Queries by these columns read whole tables until 'utm maintain' makes them "
                    + "again, which it does when such texts are gone.");
            }
        }

        return warnings;
    }

    /// <summary>Makes missing indexes again where nothing is too long for them.</summary>
    /// <param name="connection">A connection in a transaction that holds the schema.</param>
    /// <param name="definitions">The statements that make them, by name.</param>
    /// <returns>What was done or not, a sentence each.</returns>
    public static IReadOnlyList<string> Restore(NpgsqlConnection connection, IReadOnlyDictionary<string, string> definitions)
    {
        List<string> made = [], stopped = [], notOurs = [];
        foreach (var (index, columns) in Indexed)
        {
            foreach (var dataset in Datasets.All.Select(dataset => dataset.Name))
            {
                if (!definitions.TryGetValue($"{dataset}_{index}", out var definition) || Exists(connection, $"{dataset}_{index}"))
                    continue;
                if (!connection.Value<bool>("select pg_has_role(relowner, 'USAGE') from pg_class where oid = to_regclass($1)", dataset))
                {
                    notOurs.Add($"{dataset}_{index}");
                    continue;
                }

                var has = connection.Rows("select attname::text from pg_attribute where attrelid = to_regclass($1)", row => row.GetString(0), dataset);
                var length = string.Join(" + ", columns.Where(has.Contains).Select(column => $"coalesce(octet_length({column}), 0)"));
                var isTooLong = TargetTable.Has(connection, dataset, $"{length} > {MostBytes}");
                (!isTooLong && TryMake(connection, definition) ? made : stopped).Add($"{dataset}_{index}");
            }
        }

        return
        [
            .. Sentence("made", made, "again"),
            .. Sentence("did not make", stopped, $"as their tables still have texts of more than {MostBytes:N0} bytes, or open transactions still see some"),
            .. Sentence("did not make", notOurs, "as this role does not own their tables"),
        ];
    }

    // Rows that were deleted are indexed too as long as somebody's transaction may see them.
    private static bool TryMake(NpgsqlConnection connection, string definition)
    {
        connection.Run("savepoint making");
        try
        {
            connection.Run(definition);
            connection.Run("release savepoint making");
            return true;
        }
        catch (PostgresException tooLong) when (tooLong.SqlState == PostgresErrorCodes.ProgramLimitExceeded)
        {
            connection.Run("rollback to savepoint making");
            return false;
        }
    }

    private static IEnumerable<string> Sentence(string verb, List<string> indexes, string more) =>
        indexes.Count == 0 ? [] : [$"{verb} {string.Join(", ", indexes)} {more}"];

    private static bool Exists(NpgsqlConnection connection, string index) =>
        connection.Value<bool>("select to_regclass($1) is not null", PostgresName.Quote(index));

    private static long Longest(IEngine engine, string relation, string[] columns, CancellationToken cancellation)
    {
        var known = engine.Number(
            $"""
            select count(*) from information_schema.columns
            where table_schema = current_schema() and table_name = '{relation}' and column_name in ({string.Join(", ", columns.Select(Sql.Text))})
            """,
            cancellation);
        var bits = string.Join(" + ", columns.Select(column => $"coalesce(bit_length({Sql.Name(column)}), 0)"));
        return known < columns.Length ? 0 : engine.Number($"select coalesce(max({bits}), 0)::bigint from {relation}", cancellation) / 8;
    }
}
