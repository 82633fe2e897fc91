using UtmAttribution.Channels;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Engines;

/// <summary>The columns of every relation as the embedded engine has them: what its models make of tables without rows.</summary>
internal static class RelationShapes
{
    /// <summary>Finds them.</summary>
    /// <param name="loaded">A connection to an engine that has the relations which models begin with.</param>
    /// <param name="relations">These relations.</param>
    /// <returns>The columns of these and of every model's relation.</returns>
    public static IReadOnlyDictionary<string, IReadOnlyList<DuckDBColumn>> Find(DuckDBConnection loaded, IReadOnlyList<string> relations)
    {
        var shapes = new Dictionary<string, IReadOnlyList<DuckDBColumn>>(StringComparer.Ordinal);
        using var empty = new DuckDbEngine(new() { Threads = 1 });
        foreach (var relation in relations)
        {
            shapes.Add(relation, Columns(loaded, relation));
            empty.Connection.Execute($"create table {relation} ({string.Join(", ", shapes[relation])})");
        }

        empty.PrepareModels(ChannelRules.BuiltIn);
        foreach (var model in SqlModel.All)
        {
            empty.Run(model, CancellationToken.None);
            shapes.Add(model.Name, Columns(empty.Connection, model.Name));
        }

        return shapes;
    }

    private static IReadOnlyList<DuckDBColumn> Columns(DuckDBConnection connection, string relation)
    {
        using var none = connection.Query($"select * from {relation} limit 0");
        return [.. none.Columns];
    }
}
