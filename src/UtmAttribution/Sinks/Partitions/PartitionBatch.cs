using UtmAttribution.Engines;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// Dates of a dataset whose rows are gathered together. To plan the query of a dataset with its joins costs as much as thousands
/// of rows, so dates with few rows share one; a date with many stands alone.
/// </summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Dates">The dates, in order.</param>
internal sealed record PartitionBatch(Dataset Dataset, IReadOnlyList<DateOnly> Dates)
{
    private const int FewRows = 40_000;
    private const int MostRows = 2 * FewRows;

    /// <summary>The condition on the dataset's rows.</summary>
    /// <remarks>The engine plans for one date when it sees "=", for a fifth of all rows when it sees a range, however short.</remarks>
    public string Condition => Dates switch
    {
        [var only] => $"{Sql.Name(Dataset.DateColumn)} = {Sql.Date(only)}",
        [var first, .., var last] when last.DayNumber - first.DayNumber + 1 == Dates.Count =>
            $"{Sql.Name(Dataset.DateColumn)} between {Sql.Date(first)} and {Sql.Date(last)}",
        _ => $"{Sql.Name(Dataset.DateColumn)} in ({string.Join(", ", Dates.Select(Sql.Date))})",
    };

    /// <summary>What the rows are ordered by: date by date, and in the dataset's order.</summary>
    public string Order => string.Join(
        ", ", (Dates.Count == 1 ? Dataset.SortColumns : Dataset.SortColumns.Prepend(Dataset.DateColumn)).Select(column => $"{Sql.Name(column)} nulls last"));

    /// <summary>The batches of a dataset's dates that have rows.</summary>
    /// <exception cref="InvalidOperationException">Rows have no date.</exception>
    public static IEnumerable<PartitionBatch> Of(IEngine engine, DatasetDates dates, CancellationToken cancellation)
    {
        var gathered = new List<DateOnly>();
        var rows = 0L;
        var full = false;
        foreach (var (date, count) in RowsByDate(engine, dates, cancellation))
        {
            var alone = count > FewRows;
            if (gathered.Count > 0 && (alone || full || rows + count > MostRows))
            {
                yield return new(dates.Dataset, gathered);
                (gathered, rows) = ([], 0);
            }

            gathered.Add(date);
            rows += count;
            full = alone;
        }

        if (gathered.Count > 0)
            yield return new(dates.Dataset, gathered);
    }

    private static List<(DateOnly Date, long Rows)> RowsByDate(IEngine engine, DatasetDates dates, CancellationToken cancellation)
    {
        var column = Sql.Name(dates.Dataset.DateColumn);
        using var reader = engine.ExecuteReader(
            $"""
            select {column}, count(*)
            from {Sql.Name(dates.Dataset.GrainRelation)}
            where {dates.Condition()} or {column} is null
            group by 1
            order by 1 nulls first
            """,
            cancellation);
        var found = new List<(DateOnly, long)>();
        while (reader.Read())
        {
            var date = reader.GetFieldValue<DateOnly?>(0) ?? throw new InvalidOperationException(
                $"{dates.Dataset.Name} has rows whose {dates.Dataset.DateColumn} is NULL; they belong to no partition and would be lost.");
            found.Add((date, reader.GetInt64(1)));
        }

        return found;
    }
}
