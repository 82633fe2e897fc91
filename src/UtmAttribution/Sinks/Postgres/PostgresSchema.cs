using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>The tables, views and functions that runs publish to, in one schema of a database: made, upgraded and checked.</summary>
/// <param name="server">The server and the database.</param>
/// <param name="name">The schema.</param>
public sealed class PostgresSchema(PostgresServer server, string name)
{
    /// <summary>Where the tables are unless something else is said.</summary>
    public const string DefaultName = "public";

    private const string Versions = "utm_schema_version";

    private readonly IReadOnlyList<SchemaFile> _files = SchemaFile.All;

    internal PostgresSchema(PostgresServer server, string name, IReadOnlyList<SchemaFile> files)
        : this(server, name) => _files = files;

    /// <summary>The schema's name.</summary>
    public string Name { get; } = name;

    /// <summary>The server and the database.</summary>
    public PostgresServer Server { get; } = server;

    /// <summary>The schema for messages; without secrets.</summary>
    public string Description => $"{Server.Description}, schema '{Name}'";

    /// <summary>The version that this release makes and writes to.</summary>
    public int Newest => _files[^1].Version;

    /// <summary>
    /// Makes the schema, or brings it to the newest version, in one transaction. One that is newest already is left as it is, but
    /// for indexes that a run removed and that can be made again.
    /// </summary>
    /// <param name="layout">How tables are laid out that are not there yet.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="ServerException">The server refuses or broke off; nothing was changed.</exception>
    /// <exception cref="PublishException">The schema is of a newer version, or something else has a name that is needed; nothing was changed.</exception>
    public SchemaChange Install(SchemaLayout layout, CancellationToken cancellation) =>
        TargetServer.Guard(Server, $"preparing schema '{Name}'", "Nothing was changed.", () =>
        {
            using var connection = Server.Connect(cancellation);
            using var transaction = connection.BeginTransaction();
            AdvisoryLock.Take(connection, this, TimeSpan.FromSeconds(30), waiting: null, cancellation);
            RefuseNarrow(connection, "changed");
            var before = FindVersion(connection) ?? 0;
            RefuseNewer(before);
            if (before == 0)
                CreateSchema(connection);
            Use(connection);
            foreach (var version in _files.Where(file => file.Version > before).GroupBy(file => file.Version))
                Apply(connection, version, layout);
            if (before == 0 && _files[0].Name == SchemaFile.All[0].Name)
                DefaultRules.Insert(connection);
            if (before == 0 && layout.Distributed)
                DistributedTables.Make(connection, Server);
            if (layout.Materialized)
                DailyView.Create(connection);
            var repairs = Repair(connection);
            transaction.Commit();
            return new SchemaChange(before, Newest, repairs);
        }, cancellation);

    /// <summary>Makes the schema the one that unqualified names mean on a connection.</summary>
    internal void Use(NpgsqlConnection connection) =>
        connection.Run($"set search_path to {PostgresName.Quote(Name)}, pg_temp");

    /// <summary>Makes again what runs removed or edited rules have left behind.</summary>
    /// <param name="connection">A connection in a transaction that holds the schema.</param>
    /// <returns>What was done, a sentence each.</returns>
    internal IReadOnlyList<string> Repair(NpgsqlConnection connection)
    {
        if (!_files.SequenceEqual(SchemaFile.All))
            return [];
        ChannelWords.Refresh(connection);
        return LongTexts.Restore(connection, SchemaFile.Indexes(_files));
    }

    /// <summary>Refuses a schema that this release can't write to.</summary>
    /// <exception cref="PublishException">There is none, or one of another version.</exception>
    internal void Check(NpgsqlConnection connection)
    {
        RefuseNarrow(connection, "published");
        var found = FindVersion(connection);
        RefuseNewer(found ?? 0);
        if (found != Newest)
        {
            throw new PublishException(
                (found is null ? $"{Description} has no UTM tables" : $"{Description} is of version {found}, and this release writes version {Newest}")
                + $". Nothing was published. Run 'utm init --postgres CONN{(Name == DefaultName ? "" : $" --schema {Name}")}' first.");
        }
    }

    // Else somebody's link with a character that the encoding lacks would stop a run at its end.
    private void RefuseNarrow(NpgsqlConnection connection, string done)
    {
        if (connection.PostgresParameters["server_encoding"] is var encoding and not ("UTF8" or "SQL_ASCII"))
        {
            throw new PublishException(
                $"{Description} has encoding {encoding}, which lacks most characters that links may hold. Nothing was {done}. "
                + "Publish to a database of encoding UTF8, such as one made with: create database marketing encoding 'UTF8' template template0.");
        }
    }

    private void RefuseNewer(int found)
    {
        if (found > Newest)
        {
            throw new PublishException(
                $"{Description} is of version {found}, and this release of utm knows versions up to {Newest}. Nothing was changed. "
                + "Use the release of utm that made it, or a newer one.");
        }
    }

    private int? FindVersion(NpgsqlConnection connection)
    {
        var table = $"{PostgresName.Quote(Name)}.{Versions}";
        return connection.Value<bool>("select to_regclass($1) is not null", table)
            ? connection.Value<int>($"select coalesce(max(version), 0) from {table}")
            : null;
    }

    private void CreateSchema(NpgsqlConnection connection)
    {
        // Only where it is missing, as that needs a right on the database.
        if (!connection.Value<bool>("select exists (select from pg_namespace where nspname = $1)", Name))
            connection.Run($"create schema {PostgresName.Quote(Name)}");
        Use(connection);
        connection.Run($"""
            create table {Versions} (
                version integer primary key, applied_at timestamptz not null default now(), tool_version text not null
            );
            comment on table {Versions} is 'The versions of this schema that utm init has made, one after the other';
            comment on column {Versions}.version is 'The version';
            comment on column {Versions}.applied_at is 'When it was made';
            comment on column {Versions}.tool_version is 'Version of the tool that made it';
            """);
    }

    private static void Apply(NpgsqlConnection connection, IGrouping<int, SchemaFile> version, SchemaLayout layout)
    {
        foreach (var file in version)
        {
            try
            {
                connection.Run(file.SqlFor(layout.PartitionByMonth));
            }
            catch (PostgresException fault) when (fault.SqlState is PostgresErrorCodes.DuplicateTable or PostgresErrorCodes.DuplicateFunction)
            {
                throw new PublishException(
                    $"{fault.MessageText}, and it was not made by 'utm init'. Nothing was changed. Rename it, or choose another schema with --schema.", fault);
            }
        }

        connection.Run($"insert into {Versions} (version, tool_version) values ($1, $2)", version.Key, ToolVersion.Text);
    }
}
