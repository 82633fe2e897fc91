namespace UtmAttribution.Tests.Reference;

/// <summary>A small run of the reference: orders as NDJSON lines, everything else as CSV.</summary>
internal sealed class ReferenceCase
{
    private const string Rules = """
        id,utm_source_pattern,utm_medium_pattern,referrer_pattern,click_id_pattern,channel,sub_channel,channel_category,priority,is_active
        1,^(facebook|fb)$,^(cpc|paid)$,,,Facebook,Paid Social,paid,100,
        2,^google$,^cpc$,,,Google,Paid Search,paid,100,
        3,^$,^$,,^fbclid$,Facebook,Organic Social,organic,50,true
        4,^google$,,,,Never,,,200,false
        5,,^email$,,,Email,Email,owned,40,
        6,^$,^$,.,^$,Referral,Referral,referral,10,
        """;

    private static readonly string[] RequiredColumns = ["order_id", "created_at", "total_price_amount"];

    public string Orders { get; init; } = "";
    public string Ads { get; init; } = "date_start,hourly_window,campaign_id,ad_id,spend\n";
    public string? Accounts { get; init; }
    public string? FxRates { get; init; }
    public ReferenceOptions Options { get; init; } = new() { Currency = "EUR" };

    public ReferenceResult Run()
    {
        var orders = ReferenceTable.FromNdjson(Orders);
        string[] required = [.. RequiredColumns.Where(c => orders.IndexOf(c) < 0)];
        orders = new ReferenceTable(
            [.. orders.Columns, .. required], [.. orders.Rows.Select(r => (string?[])[.. r, .. new string?[required.Length]])]);
        return ReferenceRun.Of(
            new ReferenceSources(orders, ReferenceTable.FromCsv(Ads), ReferenceTable.FromCsv(Rules), Table(Accounts), Table(FxRates)),
            Options);
    }

    /// <summary>The columns of a dataset's rows as lines of text with | between, NULL as ∅.</summary>
    public string[] Select(string dataset, string columns) => Select(Run(), dataset, columns);

    public static string[] Select(ReferenceResult result, string dataset, string columns)
    {
        var rows = result.Datasets[dataset];
        int[] positions = [.. columns.Split(' ').Select(c => rows.Columns.ToList().IndexOf(c))];
        Assert.DoesNotContain(-1, positions);
        return [.. rows.Rows.Select(r => string.Join('|', positions.Select(p => r[p] ?? "∅")))];
    }

    /// <summary>A moment of a journey, as JSON.</summary>
    public static string Moment(string at, string utm = "null", string landingPage = "null", string referrer = "null") =>
        $"{{\"occurredAt\":\"{at}\",\"landingPage\":{Quoted(landingPage)},\"referrerUrl\":{Quoted(referrer)}," +
        $"\"source\":null,\"utmParameters\":{utm}}}";

    /// <summary>An order line; the moments become its journey, more is further properties.</summary>
    public static string Order(string id, string createdAt, string amount, string more = "", params string[] moments) =>
        $"{{\"order_id\":\"{id}\",\"created_at\":\"{createdAt}\",\"total_price_amount\":\"{amount}\"," +
        (more.Length > 0 ? more + "," : "") + $"\"customer_journey\":{{\"moments\":[{string.Join(',', moments)}]}}}}\n";

    /// <summary>The utmParameters of a moment.</summary>
    public static string Utm(string source, string medium, string campaign = "", string content = "", string term = "") =>
        $$"""{"source":"{{source}}","medium":"{{medium}}","campaign":"{{campaign}}","content":"{{content}}","term":"{{term}}"}""";

    private static string Quoted(string text) => text == "null" ? text : $"\"{text}\"";

    private static ReferenceTable? Table(string? csv) => csv is null ? null : ReferenceTable.FromCsv(csv);
}
