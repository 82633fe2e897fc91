using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Engines;

/// <summary>The columns of relations as the embedded engine has them.</summary>
internal static class RelationShapes
{
    /// <summary>The columns of one relation.</summary>
    public static IReadOnlyList<DuckDBColumn> Of(DuckDBConnection connection, string relation)
    {
        using var none = connection.Query($"select * from {Sql.Name(relation)} limit 0");
        return [.. none.Columns];
    }

    /// <summary>The names of all relations that there are.</summary>
    public static IReadOnlyList<string> Names(DuckDBConnection connection)
    {
        using var reader = connection.ExecuteReader(
            "select table_name from information_schema.tables where table_schema = current_schema() order by table_name");
        var names = new List<string>();
        while (reader.Read())
            names.Add(reader.GetString(0));
        return names;
    }

    /// <summary>The columns of every relation of a run: of what is loaded, and of what the models make of it, found on tables without rows.</summary>
    /// <param name="loaded">A connection to an engine that has what models begin with, and nothing else.</param>
    /// <param name="relations">The names of what it has.</param>
    public static IReadOnlyDictionary<string, IReadOnlyList<DuckDBColumn>> OfRun(DuckDBConnection loaded, IReadOnlyList<string> relations)
    {
        var shapes = new Dictionary<string, IReadOnlyList<DuckDBColumn>>(StringComparer.Ordinal);
        using var empty = new DuckDbEngine(new() { Threads = 1 });
        foreach (var relation in relations)
        {
            shapes.Add(relation, Of(loaded, relation));
            empty.Connection.Execute($"create table {relation} ({string.Join(", ", shapes[relation])})");
        }

        empty.PrepareModels(ChannelRules.BuiltIn);
        foreach (var model in SqlModel.All)
        {
            empty.Run(model, CancellationToken.None);
            shapes.Add(model.Name, Of(empty.Connection, model.Name));
        }

        return shapes;
    }
}
