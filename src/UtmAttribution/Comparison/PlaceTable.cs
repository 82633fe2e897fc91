using UtmAttribution.DuckDb;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Comparison;

/// <summary>The places of all datasets that differ, kept in the engine, as there may be more than memory holds.</summary>
/// <param name="engine">The engine.</param>
internal sealed class PlaceTable(DuckDBConnection engine)
{
    /// <summary>Makes the empty table.</summary>
    public void Create() => engine.Execute("""
        create table places (
            dataset_no integer, dataset varchar, day date, hour integer, campaign_id varchar, campaign varchar, rows_a bigint, rows_b bigint,
            changed bigint, removed bigint, added bigint, columns varchar[], money struct(measure varchar, a decimal(38, 4), b decimal(38, 4))[],
            largest decimal(38, 4)
        )
        """);

    /// <summary>Adds the places of <c>changes</c>: where a row has moved from one to another, it is changed in both.</summary>
    /// <param name="dataset">The dataset.</param>
    /// <param name="columns">The columns that were compared.</param>
    /// <param name="measures">The sums of money.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many.</returns>
    public long Add(Dataset dataset, MatchColumns columns, IReadOnlyList<Measure> measures, CancellationToken cancellation)
    {
        var counts = Enumerable.Range(0, columns.Compared.Count).ToList();
        var sums = Enumerable.Range(0, measures.Count).ToList();
        // Rejects lie on few dates, and those without a date on one of their own: a missing date says nothing there.
        var shared = dataset.Key.Count == 0
            ? "true"
            : "day in (select day_a from changes where in_a) and day in (select day_b from changes where in_b)";
        return engine.Execute($$"""
            insert into places
            with sided as (
                select
                    day_a as day, hour_a as hour, campaign_id_a as campaign_id, tag_a as tag, label_a as label, n as rows_a, 0 as rows_b,
                    if(in_b, 0, n) as removed, 0 as added, if(moved, changed, 0) as changed
                    {{Each(counts, i => $", if(moved, c{i}, 0) as c{i}")}}{{Each(sums, i => $", a{i}, 0 as b{i}")}}
                from (
                    select *, in_a and in_b and (
                        day_a is distinct from day_b or hour_a is distinct from hour_b or campaign_id_a is distinct from campaign_id_b
                        or tag_a is distinct from tag_b
                    ) as moved
                    from changes
                )
                where in_a
                union all
                select
                    day_b, hour_b, campaign_id_b, tag_b, label_b, 0, n, 0, if(in_a, 0, n), changed
                    {{Each(counts, i => $", c{i}")}}{{Each(sums, i => $", 0, b{i}")}}
                from changes where in_b
            ),
            grouped as (
                select
                    day, hour, campaign_id, coalesce(max(label), tag) as campaign, sum(rows_a) as rows_a, sum(rows_b) as rows_b,
                    sum(changed) as changed, sum(removed) as removed, sum(added) as added
                    {{Each(counts, i => $", sum(c{i}) as c{i}")}}{{Each(sums, i => $", sum(a{i}) as a{i}, sum(b{i}) as b{i}")}}
                from sided where {{shared}}
                group by day, hour, campaign_id, tag
                having sum(changed) + sum(removed) + sum(added) > 0
            )
            select
                {{IndexOf(dataset)}}, '{{dataset.Name}}', day, hour, campaign_id, campaign, rows_a, rows_b, changed, removed, added,
                list_filter([{{Join(counts, i => $"if(c{i} > 0, {Sql.Text(columns.Compared[i])}, null)")}}]::varchar[], lambda name: name is not null),
                list_filter(
                    [{{Join(sums, i => $"{{'measure': {Sql.Text(measures[i].Name)}, 'a': a{i}, 'b': b{i}}}")}}]::struct(measure varchar, a decimal(38, 4), b decimal(38, 4))[],
                    lambda sum: sum.a <> sum.b
                ),
                greatest(0{{Each(sums, i => $", abs(b{i} - a{i})")}})
            from grouped
            """, cancellation);
    }

    /// <summary>
    /// The places, those with the largest difference in money first, then those with the most rows; read from the engine as they are asked for.
    /// </summary>
    /// <param name="most">How many at most; null for all.</param>
    /// <param name="cancellation">Ends it.</param>
    public IEnumerable<DifferentPlace> Read(int? most, CancellationToken cancellation)
    {
        using var rows = engine.ExecuteReader($"""
            select * exclude (dataset_no, largest) from places
            order by largest desc, changed + removed + added desc, dataset_no, day, hour nulls last, campaign_id nulls last, campaign nulls last
            {(most is { } limit ? $"limit {limit}" : "")}
            """, cancellation);
        while (rows.Read())
        {
            yield return new(
                rows.GetString(0), rows.GetFieldValue<DateOnly?>(1), rows.GetFieldValue<int?>(2), rows.GetFieldValue<string?>(3),
                rows.GetFieldValue<string?>(4), rows.GetInt64(5), rows.GetInt64(6), rows.GetInt64(7), rows.GetInt64(8), rows.GetInt64(9),
                [.. ((List<object?>)rows.GetValue(10)).Cast<string>()],
                [.. ((List<object?>)rows.GetValue(11)).Cast<Dictionary<string, object?>>().Select(Money).OrderByDescending(money => Math.Abs(money.Difference))]);
        }
    }

    private static MoneyDifference Money(Dictionary<string, object?> sum) => new((string)sum["measure"]!, (decimal)sum["a"]!, (decimal)sum["b"]!);

    private static int IndexOf(Dataset dataset) => Datasets.All.Select(one => one.Name).ToList().IndexOf(dataset.Name);

    private static string Each(IEnumerable<int> numbers, Func<int, string> text) => string.Concat(numbers.Select(text));

    private static string Join(IEnumerable<int> numbers, Func<int, string> text) => string.Join(", ", numbers.Select(text));
}
