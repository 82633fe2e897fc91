using System.Text.Json;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Engines.Postgres;

namespace UtmAttribution.Tests.Conventions;

/// <summary>
/// Reads a query as the embedded engine's parser sees it, and finds what can't be done for each visitor, or each ad, alone: windows,
/// joins and groups of their rows that leave them out.
/// </summary>
internal sealed class DistributedGrain
{
    private readonly List<string> _faults = [];
    private int _crossings;

    private readonly Distribution _distribution;

    private DistributedGrain(Distribution distribution) => _distribution = distribution;

    /// <summary>Windows and joins without the column that rows lie by.</summary>
    public IReadOnlyList<string> Faults => _faults;

    /// <summary>How often rows are grouped without it: they do not lie by it any more.</summary>
    public int Crossings => _crossings;

    /// <summary>Reads a query.</summary>
    /// <param name="sql">The query.</param>
    /// <param name="distribution">Whose rows are looked at.</param>
    public static DistributedGrain Of(string sql, Distribution distribution)
    {
        using var database = DuckDBDatabase.Open(new() { Threads = 1 });
        using var connection = database.Connect();
        using var parsed = JsonDocument.Parse(connection.Scalar<string>($"select json_serialize_sql('{sql.Replace("'", "''", StringComparison.Ordinal)}')::varchar")!);
        var grain = new DistributedGrain(distribution);
        grain.Query(parsed.RootElement.GetProperty("statements")[0].GetProperty("node"), new Dictionary<string, bool>());
        return grain;
    }

    // Whether its rows lie by the column.
    private bool Query(JsonElement node, IReadOnlyDictionary<string, bool> outer)
    {
        var known = new Dictionary<string, bool>(outer, StringComparer.Ordinal);
        foreach (var entry in node.GetProperty("cte_map").GetProperty("map").EnumerateArray())
            known[entry.GetProperty("key").GetString()!] = Query(entry.GetProperty("value").GetProperty("query").GetProperty("node"), known);
        return node.GetProperty("type").GetString() == "SET_OPERATION_NODE"
            ? Query(node.GetProperty("left"), known) | Query(node.GetProperty("right"), known)
            : Select(node, known);
    }

    private bool Select(JsonElement node, Dictionary<string, bool> known)
    {
        var isPlaced = Source(node.GetProperty("from_table"), known);
        foreach (var subquery in Find(node.GetProperty("where_clause"), "SUBQUERY").Select(found => found.GetProperty("subquery").GetProperty("node")))
        {
            if (Query(subquery, known) && isPlaced && !IsOnKey(subquery.GetProperty("where_clause")))
                _faults.Add("a subquery");
        }

        if (!isPlaced)
            return false;
        foreach (var window in Find(node.GetProperty("select_list"), "WINDOW").Where(window => !HasKey(window.GetProperty("partitions"))))
            _faults.Add($"window of {window.GetProperty("function_name")}");
        var groups = node.GetProperty("group_expressions");
        var isDistinct = node.GetProperty("modifiers").EnumerateArray().Any(modifier => modifier.GetProperty("type").GetString() == "DISTINCT_MODIFIER");
        if ((groups.GetArrayLength() == 0 || HasKey(groups)) && (!isDistinct || HasKey(node.GetProperty("select_list"))))
            return true;
        _crossings++;
        return false;
    }

    private bool Source(JsonElement source, Dictionary<string, bool> known)
    {
        switch (source.GetProperty("type").GetString())
        {
            case "JOIN":
                var (left, right) = (Source(source.GetProperty("left"), known), Source(source.GetProperty("right"), known));
                if (left && right && !IsOnKey(source.GetProperty("condition")))
                    _faults.Add($"join at {source.GetProperty("query_location")}");
                return left || right;
            case "SUBQUERY":
                return Query(source.GetProperty("subquery").GetProperty("node"), known);
            case "BASE_TABLE":
                var name = source.GetProperty("table_name").GetString()!;
                return known.TryGetValue(name, out var isPlaced) ? isPlaced : Distributions.Of(name) == _distribution;
            default:
                return false;
        }
    }

    private bool IsOnKey(JsonElement condition) => Find(condition, "COMPARISON").Any(comparison =>
        comparison.GetProperty("type").GetString() == "COMPARE_EQUAL" && IsKey(comparison.GetProperty("left")) && IsKey(comparison.GetProperty("right")));

    private bool HasKey(JsonElement expressions) => expressions.EnumerateArray().Any(IsKey);

    private bool IsKey(JsonElement expression) =>
        expression.GetProperty("class").GetString() == "COLUMN_REF" && expression.GetProperty("column_names").EnumerateArray().Last().GetString() == Distributions.Keys[_distribution];

    // Expressions of a class, not those inside of subqueries, which are queries of their own.
    private static IEnumerable<JsonElement> Find(JsonElement element, string wanted)
    {
        if (element.ValueKind == JsonValueKind.Array)
            return element.EnumerateArray().SelectMany(item => Find(item, wanted));
        if (element.ValueKind != JsonValueKind.Object)
            return [];
        var kind = element.TryGetProperty("class", out var found) && found.ValueKind == JsonValueKind.String ? found.GetString() : null;
        if (kind == wanted)
            return [element];
        return kind == "SUBQUERY" ? [] : element.EnumerateObject().SelectMany(property => Find(property.Value, wanted));
    }
}
