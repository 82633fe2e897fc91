using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sources.Postgres;

/// <summary>Finds tables and their columns in a server's catalogue.</summary>
internal sealed class Catalogue(NpgsqlConnection connection, PostgresServer server, PostgresTables names)
{
    private const string Readable = "rpvmf"; // Table, partitioned table, view, materialised view, foreign table.

    /// <summary>The relation that is read as a table of the contract; null where there is none, and none is needed.</summary>
    /// <exception cref="InvalidInputException">It is missing and needed, or lacks a required column, or can't be read.</exception>
    public Relation? Find(SourceTable table)
    {
        var (given, option) = names.Of(table);
        var name = given ?? new PostgresName(null, table.Name);
        if (Scalar("select to_regclass($1)::oid", name.Quoted) is not uint id)
            return given is null && !table.IsRequired ? null : throw Missing(table, name, option);

        var relation = Describe(id, table, option);
        if (table.Columns.FirstOrDefault(column => column.IsRequired && relation.Find(column.Name) is null) is { } missing)
        {
            throw new InvalidInputException(
                $"Table '{relation.Name}' lacks the required column '{missing.Name}' in {server.Description}; "
                + $"found the columns {TableFault.List(relation.Columns.Select(column => column.Name))}. Rename it there, or name a view that has it with {option}.");
        }
        if (table.Columns.Select(column => relation.Find(column.Name)).FirstOrDefault(column => column?.IsReadable == false) is { } hidden)
        {
            throw new InvalidInputException(
                $"Role '{server.User}' may not read column '{hidden.Name}' of table '{relation.Name}' in {server.Description}. "
                + $"Grant it: grant select on {relation.Sql} to {PostgresName.Quote(server.User)}.");
        }
        return relation;
    }

    private Relation Describe(uint id, SourceTable table, string option)
    {
        string schema, name;
        char kind;
        float tuples;
        bool isWhole;
        using (var command = Command("""
            select n.nspname, c.relname, c.relkind, c.reltuples, has_table_privilege(c.oid, 'select')
            from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.oid = $1
            """, id))
        using (var reader = command.ExecuteReader())
        {
            reader.Read();
            (schema, name, kind, tuples, isWhole) =
                (reader.GetString(0), reader.GetString(1), reader.GetChar(2), reader.GetFloat(3), reader.GetBoolean(4));
        }
        var full = new PostgresName(schema, name);
        if (!Readable.Contains(kind))
            throw new InvalidInputException($"'{full}' in {server.Description} is no table and no view; name what holds {table.Name} with {option}.");
        // A role that may read single columns alone may not ask where a row is stored.
        var (blocks, partitioned) = isWhole && kind is ('r' or 'm' or 'p') ? Storage(id) : ([], null);
        return new(full.Quoted, full.ToString(), Columns(id), blocks, kind == 'p' ? partitioned : tuples > 0 ? (long)tuples : null);
    }

    // The relation itself and all below it, whether partitions or heirs; those that are no storage of this server divide nothing.
    private (IReadOnlyList<long> Blocks, long? Rows) Storage(uint id)
    {
        var blocks = new List<long>();
        var rows = 0.0;
        var divisible = true;
        using var command = Command("""
            with recursive tree(id) as (
                select $1::oid
                union all
                select i.inhrelid from pg_inherits i join tree on tree.id = i.inhparent
            )
            select c.relkind, c.reltuples, pg_relation_size(c.oid) / current_setting('block_size')::bigint
            from tree join pg_class c on c.oid = tree.id where c.relkind <> 'p'
            """, id);
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            divisible &= reader.GetChar(0) is 'r' or 'm';
            rows += Math.Max(0, reader.GetFloat(1));
            blocks.Add(reader.IsDBNull(2) ? 0 : reader.GetInt64(2));
        }
        return (divisible ? blocks : [], rows > 0 ? (long)rows : null);
    }

    private List<RelationColumn> Columns(uint id)
    {
        var columns = new List<RelationColumn>();
        using var command = Command("""
            with recursive base(attnum, type) as (
                select attnum, atttypid from pg_attribute where attrelid = $1 and attnum > 0 and not attisdropped
                union all
                select base.attnum, t.typbasetype from base join pg_type t on t.oid = base.type and t.typtype = 'd'
            )
            select a.attname, case when t.typnamespace = 'pg_catalog'::regnamespace then t.typname else '' end, t.typcategory,
                format_type(a.atttypid, a.atttypmod), has_column_privilege($1, a.attnum, 'select')
            from base
            join pg_attribute a on a.attrelid = $1 and a.attnum = base.attnum
            join pg_type t on t.oid = base.type and t.typtype <> 'd'
            order by a.attnum
            """, id);
        using var reader = command.ExecuteReader();
        while (reader.Read())
            columns.Add(new(reader.GetString(0), reader.GetString(1), reader.GetChar(2), reader.GetString(3), reader.GetBoolean(4)));
        return columns;
    }

    private InvalidInputException Missing(SourceTable table, PostgresName name, string option)
    {
        var elsewhere = Scalar("""
            select string_agg(quote_ident(n.nspname) || '.' || quote_ident(c.relname), ', ' order by n.nspname)
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relname = $1 and c.relkind = any ('{r,p,v,m,f}') and n.nspname !~ '^pg_'
            """, name.Table) as string;
        var path = name.Schema is null ? $" in the schemas that role '{server.User}' searches ({Scalar("select array_to_string(current_schemas(false), ', ')")})" : "";
        return new InvalidInputException(
            $"{server.Description} has no table '{name}'{path}, which should hold {table.Name}; "
            + (elsewhere is null ? $"name it with {option}, such as {option} shop.{table.Name}." : $"found {elsewhere}: name it with {option}."));
    }

    private object? Scalar(string sql, params object[] values)
    {
        using var command = Command(sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    private NpgsqlCommand Command(string sql, params object[] values)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
        {
            var parameter = new NpgsqlParameter { Value = value };
            if (value is uint)
                parameter.NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Oid;
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
