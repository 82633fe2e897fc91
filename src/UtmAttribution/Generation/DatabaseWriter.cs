using Npgsql;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Generation;

/// <summary>Fills a PostgreSQL database with the tables of a made-up shop: made anew, all of them in one transaction.</summary>
/// <param name="options">What to generate; its format makes no difference here.</param>
/// <param name="server">The database.</param>
/// <param name="schema">The schema of the tables, made where it is missing.</param>
public sealed class DatabaseWriter(GeneratorOptions options, PostgresServer server, string schema)
{
    private bool HasBrokenRecords => options.HostileShare > 0;

    /// <summary>Writes the tables, with an index on the times and dates that runs ask for, and a key where every order is there once.</summary>
    /// <param name="progress">Told of the rows written, a few times a second.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The tables with their rows.</returns>
    /// <exception cref="InvalidOptionException">An option is out of range.</exception>
    /// <exception cref="ServerException">The server can't be reached, refuses, or has such tables already.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped; the database is as it was.</exception>
    public IReadOnlyList<(string Table, long Rows)> Write(IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        options.Validate();
        var doing = "connecting";
        try
        {
            using var connection = server.Connect(cancellation);
            using var transaction = connection.BeginTransaction();
            doing = $"creating tables in schema '{schema}'";
            Execute(connection, $"create schema if not exists {PostgresName.Quote(schema)}; set local search_path to {PostgresName.Quote(schema)}");
            Execute(connection, SourceDefinitions.Tables(HasBrokenRecords));
            doing = "writing the tables";
            var folder = Directory.CreateTempSubdirectory("utm-generate-");
            try
            {
                var files = new DataGenerator(options with { Format = GeneratorFormat.Parquet })
                    .Write(Path.Combine(folder.FullName, "shop"), progress, cancellation);
                var written = Copy(connection, folder.FullName, files, progress, cancellation);
                doing = "making indexes";
                Execute(connection, SourceDefinitions.Indexes(HasBrokenRecords));
                transaction.Commit();
                Execute(connection, string.Concat(SourceDefinitions.Names.Select(table => $"analyze {PostgresName.Quote(schema)}.{table};")));
                return written;
            }
            finally
            {
                folder.Delete(recursive: true);
            }
        }
        catch (NpgsqlException fault)
        {
            cancellation.ThrowIfCancellationRequested();
            throw PostgresFault.Explain(server, fault, doing)!;
        }
    }

    private List<(string Table, long Rows)> Copy(
        NpgsqlConnection connection, string folder, IReadOnlyList<GeneratedFile> files, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        using var engine = DuckDBDatabase.Open(new DuckDBSettings { Threads = 1, TempDirectory = folder });
        using var reader = engine.Connect();
        var rows = SourceDefinitions.Names.ToDictionary(table => table, _ => 0L, StringComparer.Ordinal);
        foreach (var file in files)
        {
            var table = rows.Keys.Single(name => file.Name.StartsWith(name, StringComparison.Ordinal));
            var path = Path.Combine(folder, "shop", file.Name).Replace("'", "''", StringComparison.Ordinal);
            var before = rows[table];
            using (var result = reader.Query(SourceDefinitions.Read(table, path, HasBrokenRecords), cancellation))
            {
                rows[table] += ChunkCopy.Into(
                    connection, table, result, copied => progress?.Report(new($"fill {table}", before + copied, null, "rows")), cancellation);
            }

            File.Delete(Path.Combine(folder, "shop", file.Name));
        }
        return [.. rows.Select(table => (table.Key, table.Value))];
    }

    private static void Execute(NpgsqlConnection connection, string sql)
    {
        using var command = new NpgsqlCommand(sql, connection);
        command.ExecuteNonQuery();
    }
}
