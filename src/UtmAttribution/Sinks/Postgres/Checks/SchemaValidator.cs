using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sources;

namespace UtmAttribution.Sinks.Postgres.Checks;

/// <summary>Reads what is published in a schema, and says what is not as it should be. Nothing is changed.</summary>
/// <param name="schema">The schema.</param>
/// <param name="openSource">Opens the source to compare with; it may read its files with the engine that it is given. Null compares with none.</param>
/// <param name="isSourceNamed">Whether it is a fault where that source can't be read; else the findings say so. Default true.</param>
/// <param name="machine">What the engine may take to read the source: memory, threads and temporary directory count, the rest does not. Default: as a run.</param>
public sealed class SchemaValidator(
    PostgresSchema schema, Func<DuckDBDatabase, ISource>? openSource, bool isSourceNamed = true, AttributionOptions? machine = null)
{
    /// <summary>Runs all checks.</summary>
    /// <exception cref="ServerException">The server can't be reached, or refuses.</exception>
    /// <exception cref="PublishException">The schema has no tables of this version.</exception>
    /// <exception cref="InvalidInputException">The source can't be read.</exception>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    public IReadOnlyList<Finding> Validate(CancellationToken cancellation) =>
        TargetServer.Guard(schema.Server, $"validating schema '{schema.Name}'", "", IReadOnlyList<Finding> () =>
        {
            using var connection = schema.Server.Connect(cancellation);
            schema.Check(connection);
            // One state for all checks, however long they take.
            connection.Run("begin isolation level repeatable read read only");
            schema.Use(connection);
            var findings = new List<Finding>();
            foreach (var (check, sql) in ValidationQueries.All)
            {
                cancellation.ThrowIfCancellationRequested();
                var rows = connection.Rows(sql, row => (Problems: row.GetInt64(0), Example: row.IsDBNull(1) ? "" : row.GetString(1)));
                var (problems, example) = rows[0];
                findings.Add(new(check, problems == 0, problems == 0 ? "none" : $"{problems:#,##0}, such as {example}"));
            }

            if (openSource is not null)
                findings.AddRange(new SourceComparison(connection, openSource, isSourceNamed, machine ?? new(), cancellation).Run());
            findings.AddRange(connection.Rows(
                "select batch_id, calculate_attribution_data_quality_score(batch_id) from (select distinct batch_id from utm_hourly_metrics) as batches order by 1",
                row => new Finding(
                    $"quality score of batch {row.GetString(0)}", null, row.IsDBNull(1) ? "no sessions and orders" : $"{row.GetDecimal(1):0.00} of 100")));
            return findings;
        }, cancellation);
}
