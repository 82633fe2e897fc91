using System.Globalization;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>Tables of a schema that a statement changed; disposing puts back what they had.</summary>
internal sealed class ChangedTables : IDisposable
{
    private readonly TestDatabase _database;
    private readonly string _schema;
    private readonly List<string> _tables;

    /// <summary>Changes them.</summary>
    /// <param name="database">Their database.</param>
    /// <param name="schema">Their schema.</param>
    /// <param name="change">The statement, with the schema's name as <c>{0}</c>.</param>
    public ChangedTables(TestDatabase database, string schema, string change)
    {
        (_database, _schema) = (database, schema);
        _tables = [.. database.Rows($"select tablename from pg_tables where schemaname = '{schema}'").Select(row => row[0]!)
            .Where(table => change.Contains($"{{0}}.{table} ", StringComparison.Ordinal))];
        Assert.NotEmpty(_tables);
        _tables.ForEach(table => database.Execute($"create table before_{table} as table {schema}.{table}"));
        database.Execute(string.Format(CultureInfo.InvariantCulture, change, schema));
    }

    /// <inheritdoc/>
    public void Dispose() => _tables.ForEach(table => _database.Execute(
        $"truncate {_schema}.{table}; insert into {_schema}.{table} select * from before_{table}; drop table before_{table}"));
}
