using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks;

namespace UtmAttribution.Comparison;

/// <summary>Compares a dataset whose rows are <c>side_a</c> and <c>side_b</c> in the engine.</summary>
/// <param name="engine">The engine.</param>
/// <param name="dataset">The dataset.</param>
/// <param name="places">Takes the places that differ.</param>
internal sealed class DatasetComparison(DuckDBConnection engine, Dataset dataset, PlaceTable places)
{
    private readonly List<string> _notes = [];

    /// <summary>What a person should know of it, a sentence each.</summary>
    public IReadOnlyList<string> Notes => _notes;

    /// <summary>The dates that A and B have.</summary>
    public (IReadOnlyList<DateOnly> A, IReadOnlyList<DateOnly> B) Dates { get; private set; } = ([], []);

    /// <summary>Compares.</summary>
    /// <param name="zone">The time zone of hours.</param>
    /// <param name="primaryModel">The model of the orders' values, where both have it; null where nobody knows.</param>
    /// <param name="dropsNul">Whether texts are compared without U+0000.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Errors.InvalidInputException">An output lacks a column of the key.</exception>
    public DatasetDifference Run(string zone, string? primaryModel, bool dropsNul, CancellationToken cancellation)
    {
        var columns = MatchColumns.Of(dataset, RelationShapes.Of(engine, "side_a"), RelationShapes.Of(engine, "side_b"));
        NoteColumns(columns);
        var (rowsA, modelsA) = Look("side_a", columns, cancellation);
        var (rowsB, modelsB) = Look("side_b", columns, cancellation);
        var both = modelsA.Intersect(modelsB).ToList();
        var measures = Measure.Of(
            dataset, [.. modelsA.Union(modelsB).Order(StringComparer.Ordinal)],
            primaryModel is not null && both.Contains(primaryModel) ? primaryModel : both.FirstOrDefault())
            .Where(measure => measure.Reads.All(column => columns.Shared.Contains(column) && !columns.AsText.Contains(column))).ToList();

        var match = new RowMatch(dataset, columns, measures, zone, dropsNul);
        engine.Execute(match.Statement(numbersCopies: dataset.Key.Count == 0), cancellation);
        if (dataset.Key.Count > 0 && Matched() != (rowsA, rowsB))
        {
            _notes.Add($"{dataset.Name} has rows with the same key, though a key should have one: they are matched in the order of their values.");
            engine.Execute(match.Statement(numbersCopies: true), cancellation);
        }

        Dates = (Days("a", cancellation), Days("b", cancellation));
        var found = places.Add(dataset, columns, measures, cancellation);
        return Total(columns, measures, found, cancellation);

        (long, long) Matched() => (
            engine.Scalar<long>("select coalesce(sum(n), 0)::bigint from changes where in_a", cancellation),
            engine.Scalar<long>("select coalesce(sum(n), 0)::bigint from changes where in_b", cancellation));
    }

    private DatasetDifference Total(MatchColumns columns, IReadOnlyList<Measure> measures, long found, CancellationToken cancellation)
    {
        using var row = engine.ExecuteReader($"""
            select
                {Sum("n", "in_a")}, {Sum("n", "in_b")}, {Sum("n - changed", "in_a and in_b")}, {Sum("changed", "true")}, {Sum("n", "not in_b")}, {Sum("n", "not in_a")}
                {string.Concat(columns.Compared.Select((_, i) => $", {Sum($"c{i}", "true")}"))}
                {string.Concat(measures.Select((_, i) => $", coalesce(sum(a{i}), 0), coalesce(sum(b{i}), 0)"))}
            from changes
            """, cancellation);
        row.Read();
        const int First = 6;
        var money = First + columns.Compared.Count;
        return new(
            dataset.Name, row.GetInt64(0), row.GetInt64(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
            [.. columns.Compared.Select((column, i) => new ColumnDifference(column, row.GetInt64(First + i))).Where(column => column.Rows > 0)],
            [.. measures.Select((measure, i) => new MoneyDifference(measure.Name, row.GetDecimal(money + (2 * i)), row.GetDecimal(money + (2 * i) + 1)))],
            found);
    }

    private static string Sum(string what, string where) => $"coalesce(sum({what}) filter (where {where}), 0)::bigint";

    private void NoteColumns(MatchColumns columns)
    {
        if (columns.OnlyA.Count > 0)
            _notes.Add($"{dataset.Name} has columns in A only, which are not compared: {string.Join(", ", columns.OnlyA)}.");
        if (columns.OnlyB.Count > 0)
            _notes.Add($"{dataset.Name} has columns in B only, which are not compared: {string.Join(", ", columns.OnlyB)}.");
        if (columns.AsText.Count > 0)
            _notes.Add($"{dataset.Name} has columns of different types, which are compared as text: {string.Join(", ", columns.AsText)}.");
    }

    private (long Rows, List<string> Models) Look(string relation, MatchColumns columns, CancellationToken cancellation)
    {
        var models = columns.Shared.Contains("attribution_model") ? "list(distinct attribution_model::varchar order by 1)" : "null::varchar[]";
        using var row = engine.ExecuteReader($"select count(*), {models} from {relation}", cancellation);
        row.Read();
        return (row.GetInt64(0), row.IsDBNull(1) ? [] : [.. ((List<object?>)row.GetValue(1)).OfType<string>()]);
    }

    private List<DateOnly> Days(string side, CancellationToken cancellation)
    {
        using var rows = engine.ExecuteReader($"select distinct day_{side} from changes where in_{side} and day_{side} is not null order by 1", cancellation);
        var days = new List<DateOnly>();
        while (rows.Read())
            days.Add(rows.GetFieldValue<DateOnly>(0));
        return days;
    }
}
