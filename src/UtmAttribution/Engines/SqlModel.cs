using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using UtmAttribution.Sinks;

namespace UtmAttribution.Engines;

/// <summary>One numbered SQL model: a single select that becomes a relation of the name behind the number.</summary>
/// <param name="Number">Models run in this order and read only relations of lower numbers.</param>
/// <param name="Name">The relation that it makes.</param>
/// <param name="Sql">The select.</param>
public sealed partial record SqlModel(int Number, string Name, string Sql)
{
    // What a server runs before the models, where it reads orders itself.
    private const string OrdersFolder = "bridge/postgres/";

    // Published datasets with many wide rows are put together while they are written.
    private const int FirstView = 80;

    /// <summary>All models, in order.</summary>
    public static IReadOnlyList<SqlModel> All { get; } = Load("");

    /// <summary>The selects by which a PostgreSQL server reads orders itself, in order.</summary>
    internal static IReadOnlyList<SqlModel> OfOrdersOnServer { get; } = Load(OrdersFolder);

    /// <summary>Whether it stays a view: wide rows that are read once, or as its header says.</summary>
    public bool IsView => (Number >= FirstView && Folder.Length == 0) || Sql.Contains("\n-- A view: ", StringComparison.Ordinal);

    /// <summary>The statement by which the embedded engine makes the relation; the model begins on its second line.</summary>
    internal string CreateStatement => $"create {Kind} {Name} as\n{Sql}";

    /// <summary>The statement that removes the relation from the embedded engine.</summary>
    internal string DropStatement => $"drop {Kind} {Name}";

    private string Kind => IsView ? "view" : "table";

    /// <summary>The file that holds it.</summary>
    public string FileName => $"{Folder}{Number.ToString("00", CultureInfo.InvariantCulture)}_{Name}.sql";

    private string Folder { get; init; } = "";

    /// <summary>Whether it reads a relation.</summary>
    public bool Reads(string relation) => Words.Contains(relation);

    /// <summary>Whether it looks at a column of the relation <c>run</c>, which models name in full.</summary>
    internal bool ReadsOfRun(string column) => Regex.IsMatch(Sql, $@"\brun\.{column}\b", RegexOptions.None, TimeSpan.FromSeconds(1));

    /// <summary>Whether it calls a function.</summary>
    internal bool Calls(string function) => Sql.Contains($"{function}(", StringComparison.Ordinal);

    /// <summary>The relations that it reads and does not make itself.</summary>
    internal IEnumerable<string> Relations => Words;

    /// <summary>The models that must run to make relations, in order; relations that are loaded need none.</summary>
    internal static IReadOnlyList<SqlModel> Behind(IEnumerable<string> relations)
    {
        HashSet<string> needed = [.. relations];
        foreach (var model in All.Reverse().Where(model => needed.Contains(model.Name)))
            needed.UnionWith(model.Relations);
        return [.. All.Where(model => needed.Contains(model.Name))];
    }

    /// <summary>The relations that this model reads and no later one does, nor a person: their memory can be freed.</summary>
    internal static IEnumerable<string> LastReadBy(SqlModel model) =>
        from relation in model.TablesRead
        where !model.IsView && !Kept.Contains(relation) && !All.Any(later => later.Number > model.Number && later.TablesRead.Contains(relation))
        select relation;

    // The ledger, the warnings and the sinks read these after the models.
    private static readonly HashSet<string> Kept =
    [
        "run", "order_rows", "order_copies", "ad_rows", "placed_ad_rows", "repeated_ad_rows", "hourly_credit", "hourly_totals", "channel_credit",
        "performance_rows", "zone_offsets",
        "orders", "id_places", .. Datasets.All.Select(dataset => dataset.GrainRelation),
        .. Datasets.All.SelectMany(dataset => dataset.Lookups, (_, lookup) => lookup.Relation),
    ];

    // A view reads nothing itself: what it names is read by those that read it. Published ones are read by the sinks.
    private HashSet<string> TablesRead => _tablesRead ??= IsView && Number < FirstView ? [] : [.. Words.SelectMany(TablesBehind)];

    private static IEnumerable<string> TablesBehind(string relation) =>
        All.SingleOrDefault(model => model.Name == relation) is { IsView: true } view ? view.Words.SelectMany(TablesBehind) : [relation];

    private HashSet<string>? _tablesRead;

    private HashSet<string> Words { get; } =
        [.. RelationAfterFromOrJoin().Matches(Comment().Replace(Sql, "")).Select(match => match.Groups["relation"].Value)];

    /// <summary>An embedded text of the models' folder, such as <c>bridge/duckdb.sql</c>.</summary>
    internal static string Text(string path)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Models/{path}")
            ?? throw new InvalidOperationException($"The library has no embedded text 'Models/{path}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static List<SqlModel> Load(string folder) =>
    [
        .. from resource in Assembly.GetExecutingAssembly().GetManifestResourceNames()
           let match = ModelResource().Match(resource)
           where match.Success && match.Groups["folder"].Value == folder
           let number = int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)
           orderby number
           select new SqlModel(number, match.Groups["name"].Value, Text(resource["Models/".Length..])) { Folder = folder },
    ];

    [GeneratedRegex("--.*", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Comment();

    [GeneratedRegex(@"^Models/(?<folder>.*)(?<number>\d\d)_(?<name>\w+)\.sql$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ModelResource();

    [GeneratedRegex(@"\b(from|join)\s+(?<relation>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex RelationAfterFromOrJoin();
}
