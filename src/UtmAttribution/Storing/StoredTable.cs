using System.Globalization;
using UtmAttribution.Loading;
using UtmAttribution.Sources;

namespace UtmAttribution.Storing;

/// <summary>A table of the source that a store keeps, as it is loaded (<see cref="LoadedTables"/>).</summary>
internal sealed class StoredTable
{
    /// <summary>The day of rows that have none.</summary>
    public const int NoDay = int.MinValue;

    private const long MicrosecondsPerDay = 86_400_000_000;

    /// <summary>The orders, by the day of their creation, UTC.</summary>
    public static StoredTable Orders { get; } = new()
    {
        Source = SourceTable.ShopifyOrders,
        DayColumn = "created_at",
        Rows = "order_rows",
        Number = "order_no",
        Details = ["visit_rows", "order_faults", "order_texts"],
        Dictionaries = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["utm_values"] = "utm_no",
            ["click_values"] = "click_no",
            ["page_values"] = "page_no",
            ["referrer_values"] = "referrer_no",
            ["link_values"] = "link_no",
        },
        ByDay = "store_evidence",
        ColumnsByDay = ["day", "utm_no", "link_no"],
        RowsByDay = """
            select distinct floor(created_us / 86400000000.0)::integer as day, utm_no, link_no
            from visit_rows join order_rows using (order_no)
            """,
        Undated = "created_us is null",
        Within = (from, until) => string.Create(
            CultureInfo.InvariantCulture, $"created_us >= {from * MicrosecondsPerDay} and created_us < {until * MicrosecondsPerDay}"),
    };

    /// <summary>The ad rows, by their date.</summary>
    public static StoredTable Ads { get; } = new()
    {
        Source = SourceTable.AdsInsightsHourly,
        DayColumn = "date_start",
        Rows = "ad_rows",
        Number = "row_no",
        Details = [],
        Dictionaries = new Dictionary<string, string>(StringComparer.Ordinal) { ["ad_labels"] = "label_no" },
        ByDay = "store_labels",
        ColumnsByDay = ["day", "label_no", "last_hour"],
        RowsByDay = "select (shown_on - date '1970-01-01')::integer as day, label_no, last_hour from ad_label_days",
        Undated = "date_start is null",
        Within = (from, until) => string.Create(
            CultureInfo.InvariantCulture, $"date_start - date '1970-01-01' >= {from} and date_start - date '1970-01-01' < {until}"),
    };

    /// <summary>Both.</summary>
    public static IReadOnlyList<StoredTable> All { get; } = [Orders, Ads];

    /// <summary>The table.</summary>
    public required SourceTable Source { get; init; }

    /// <summary>Its column that says which day a row belongs to.</summary>
    public required string DayColumn { get; init; }

    /// <summary>The relation with a row for each row of the table.</summary>
    public required string Rows { get; init; }

    /// <summary>The number of such a row.</summary>
    public required string Number { get; init; }

    /// <summary>Relations with what these rows hold, by the number of the row.</summary>
    public required IReadOnlyList<string> Details { get; init; }

    /// <summary>Relations of distinct texts, and their numbers by which rows refer to them; number 0 is none.</summary>
    public required IReadOnlyDictionary<string, string> Dictionaries { get; init; }

    /// <summary>The table of a store for what is made of the rows of every day.</summary>
    public required string ByDay { get; init; }

    /// <summary>Its columns behind <c>piece</c>, all integers.</summary>
    public required IReadOnlyList<string> ColumnsByDay { get; init; }

    /// <summary>The query that makes them of what was loaded.</summary>
    public required string RowsByDay { get; init; }

    /// <summary>All relations.</summary>
    public IEnumerable<string> Relations => [Rows, .. Details, .. Dictionaries.Keys];

    /// <summary>Whether a column has a number that one load gives, so that those of another must be kept apart.</summary>
    public bool IsNumber(string column) => column == Number || Dictionaries.Values.Contains(column);

    /// <summary>The times of some days, to be read from the source.</summary>
    /// <param name="from">The first day, since 1970-01-01; <see cref="NoDay"/> for rows without a day alone.</param>
    /// <param name="until">The day after the last.</param>
    public ReadRange Range(int from, int until) =>
        from == NoDay ? new(DayColumn, 0, 0) : new(DayColumn, from * MicrosecondsPerDay, until * MicrosecondsPerDay);

    /// <summary>The condition for rows of some days.</summary>
    public string Condition(int from, int until) => from == NoDay ? Undated : Within(from, until);

    private string Undated { get; init; } = "";

    private Func<long, long, string> Within { get; init; } = (_, _) => "";
}
