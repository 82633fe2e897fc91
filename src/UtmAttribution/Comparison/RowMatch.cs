using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Comparison;

/// <summary>
/// The SQL that matches the rows of <c>side_a</c> and <c>side_b</c> and sums what became of them by place: <c>changes</c>, with a
/// row for each pair of a place in A and a place in B, as a row may have moved.
/// </summary>
/// <param name="dataset">The dataset.</param>
/// <param name="columns">Its columns.</param>
/// <param name="measures">Its sums of money, <c>a0</c> and <c>b0</c>, <c>a1</c> and <c>b1</c>, …</param>
/// <param name="zone">The time zone of hours where the dataset has times instead.</param>
/// <param name="dropsNul">Whether texts are compared without U+0000.</param>
internal sealed class RowMatch(Dataset dataset, MatchColumns columns, IReadOnlyList<Measure> measures, string zone, bool dropsNul)
{
    private static readonly string[] Places = ["day", "hour", "campaign_id", "tag"];

    /// <summary>The statement that makes <c>changes</c>.</summary>
    /// <param name="numbersCopies">
    /// Whether rows with one key are numbered, in the order of their values, and matched in it; else each key is taken to be unique.
    /// </param>
    public string Statement(bool numbersCopies) => $"""
        create or replace table changes as
        with a as ({Side("side_a", numbersCopies)}), b as ({Side("side_b", numbersCopies)})
        select
            a.there is not null as in_a, b.there is not null as in_b,
            {Join(Places.Select(place => $"a.place_{place} as {place}_a, b.place_{place} as {place}_b"))},
            max(a.place_label) as label_a, max(b.place_label) as label_b, count(*) as n,
            count(*) filter (where a.there and b.there and ({Differs})) as changed
            {string.Concat(columns.Compared.Select((column, i) => $", count(*) filter (where a.there and b.there and {Distinct(column)}) as c{i}"))}
            {string.Concat(measures.Select((measure, i) => $", coalesce(sum({measure.Of("a")}), 0) as a{i}, coalesce(sum({measure.Of("b")}), 0) as b{i}"))}
        from a full join b on {string.Join(" and ", Key(numbersCopies).Select(column => $"a.{column} is not distinct from b.{column}"))}
        group by all
        """;

    private string Differs => columns.Compared.Count == 0 ? "false" : string.Join(" or ", columns.Compared.Select(Distinct));

    private IEnumerable<string> Key(bool numbersCopies) => columns.Key.Select(Quoted).Concat(numbersCopies ? ["copy_no"] : Array.Empty<string>());

    private string Side(string relation, bool numbersCopies) => $"""
        select {Join(columns.Shared.Select(column => $"{Value(column)} as {Quoted(column)}"))},
            {Quoted(dataset.DateColumn)} as place_day, {Hour} as place_hour, {Or("null", "campaign_id")} as place_campaign_id,
            {(Has("campaign_id") ? $"case when campaign_id is null then {Or("null", "utm_campaign")} end" : Or("null", "utm_campaign"))}::varchar as place_tag,
            coalesce({Or("null", "campaign_name")}, {Or("null", "utm_campaign")})::varchar as place_label,
            {(numbersCopies ? $"row_number() over (partition by {Join(columns.Key.Select(Quoted))} order by {Join(columns.Shared.Select(column => $"{Quoted(column)} nulls last"))}) as copy_no," : "")}
            true as there
        from {relation}
        """;

    private string Hour =>
        Has("hour_start") ? "hour_start"
        : Has("session_start_time") ? LocalHour("session_start_time")
        : Has("order_date") ? LocalHour("order_date")
        : "null::integer";

    private string LocalHour(string column) => $"hour(timezone({Sql.Text(zone)}, {column}))::integer";

    private bool Has(string column) => columns.Shared.Contains(column) && !columns.AsText.Contains(column);

    private string Or(string otherwise, string column) => Has(column) ? column : $"{otherwise}::varchar";

    private string Value(string column) =>
        columns.AsText.Contains(column) ? $"{Quoted(column)}::varchar"
        : dropsNul && columns.Texts.Contains(column) ? $"replace({Quoted(column)}, chr(0), '')"
        : Quoted(column);

    private static string Distinct(string column) => $"a.{Quoted(column)} is distinct from b.{Quoted(column)}";

    private static string Quoted(string column) => Sql.Name(column);

    private static string Join(IEnumerable<string> parts) => string.Join(", ", parts);
}
