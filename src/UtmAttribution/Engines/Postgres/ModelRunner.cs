using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Engines.Postgres;

/// <summary>Makes the relations of models on a server.</summary>
/// <param name="connection">A connection whose unqualified names are the run's relations.</param>
/// <param name="distributed">The server's workers; null where it works alone.</param>
internal sealed class ModelRunner(NpgsqlConnection connection, DistributedServer? distributed)
{
    /// <summary>Runs one model.</summary>
    /// <returns>The rows of the relation; 0 for a view.</returns>
    /// <exception cref="ModelException">The server refused.</exception>
    public long Run(SqlModel model, CancellationToken cancellation)
    {
        var relation = PostgresName.Quote(model.Name);
        if (model.IsView)
        {
            Execute(model, $"create view {relation} as", "", cancellation);
            return 0;
        }

        if (distributed is not null && Distributions.Of(model) != Distribution.Coordinator)
        {
            // Rows that a table has before it is distributed would be moved: they are to be made where they stay.
            Execute(model, $"create unlogged table {relation} as", "with no data", cancellation);
            distributed.Place(model.Name);
            Execute(model, $"insert into {relation}", "", cancellation);
        }
        else
        {
            Execute(model, $"create unlogged table {relation} as", "", cancellation);
        }

        connection.Run($"analyze {relation}");
        return connection.Value<long>($"select count(*) from {relation}");
    }

    private void Execute(SqlModel model, string head, string tail, CancellationToken cancellation)
    {
        var text = distributed is null ? model.Sql : DistributedServer.Text(model);
        using var command = new NpgsqlCommand($"{head}\n{text}{tail}", connection);
        using var stop = cancellation.Register(command.Cancel);
        try
        {
            command.ExecuteNonQuery();
        }
        catch (PostgresException fault) when (IsOfTheModel(fault))
        {
            // The first line is the statement's head, which the file does not have; a value's fault has no place.
            var line = command.CommandText.AsSpan(0, Math.Max(fault.Position - 1, 0)).Count('\n');
            throw new ModelException($"Models/{model.FileName}{(line > 0 ? $", line {line}" : "")}: {fault.MessageText}", fault);
        }
    }

    // Wrong SQL, and values that it can't do: the rest is the server's state.
    private static bool IsOfTheModel(PostgresException fault) =>
        fault.SqlState.StartsWith("42", StringComparison.Ordinal) && fault.SqlState != PostgresErrorCodes.InsufficientPrivilege
        || fault.SqlState.StartsWith("22", StringComparison.Ordinal) || fault.SqlState.StartsWith("21", StringComparison.Ordinal);
}
