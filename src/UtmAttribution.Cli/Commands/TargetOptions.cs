using System.CommandLine;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>The options by which commands name a target in PostgreSQL.</summary>
internal sealed class TargetOptions
{
    private const string Variable = "UTM_POSTGRES";

    /// <summary>The database.</summary>
    public TextOption Postgres { get; } = new("--postgres", "CONN", "PostgreSQL database: a URI, or host=… dbname=…; for passwords use ~/.pgpass")
    {
        Default = "UTM_POSTGRES, PG*",
    };

    /// <summary>The schema.</summary>
    public TextOption Schema { get; } = new("--schema", "NAME", "schema of the UTM tables") { Default = PostgresSchema.DefaultName };

    /// <summary>The database that the environment names; null where it names none.</summary>
    /// <exception cref="InvalidOptionException">It is named, but not well.</exception>
    public static PostgresServer? FromEnvironment() => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } connection
        ? Values.Postgres(new Given(Variable, [connection]))
        : null;

    /// <summary>The target that was named.</summary>
    /// <exception cref="InvalidOptionException">None was, or not well.</exception>
    public PostgresSchema Read(ParseResult parse)
    {
        var server = Postgres.In(parse) is { } given ? Values.Postgres(given) : FromEnvironment()
            ?? throw new InvalidOptionException("--postgres: not given; name a database, such as postgresql://localhost/shop, or set UTM_POSTGRES");
        return new(server, Schema.In(parse)?.One("a schema, such as marketing") ?? PostgresSchema.DefaultName);
    }
}
