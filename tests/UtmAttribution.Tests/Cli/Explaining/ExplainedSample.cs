using System.Text.Json;
using UtmAttribution.Cli;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Cli.Explaining;

/// <summary>What <c>utm explain --json</c> says of orders of the sample, as lines that can be compared with what a run published.</summary>
internal static class ExplainedSample
{
    /// <summary>Explains an order of a source.</summary>
    public static JsonElement FromSource(string order, params string[] options) =>
        Json(ToolRun.Of(["explain", "--order", order, "--source", SampleRun.Source, "--json", "--quiet", .. options]));

    /// <summary>Explains an order from what is published.</summary>
    public static JsonElement FromPublished(string order, string folder) => Json(ToolRun.Of("explain", "--order", order, "--published", folder, "--json"));

    /// <summary>The document that a run of the tool printed.</summary>
    public static JsonElement Json(ToolRun run)
    {
        Assert.Equal((ExitCodes.Done, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output).RootElement;
    }

    /// <summary>The shares: model, session, weight, revenue, index, count, whether primary.</summary>
    public static List<string> Shares(JsonElement explanation) =>
        [.. explanation.GetProperty("shares").EnumerateArray().Select(share => Line(
            share, "attribution_model", "session_id", "attribution_weight", "attributed_revenue", "touch_index", "touch_count", "is_primary_attribution")).Order(StringComparer.Ordinal)];

    /// <summary>The ad-hours: date, hour, campaign, ad, source, status, spend, sessions, orders, attributed revenue.</summary>
    public static List<string> AdHours(JsonElement explanation) =>
        [.. explanation.GetProperty("ad_hours").EnumerateArray().Select(hour => Line(
            hour, "date_start", "hour_start", "campaign_id", "ad_id", "utm_source", "data_match_status", "ad_spend", "utm_sessions", "utm_orders", "attributed_revenue"))
            .Order(StringComparer.Ordinal)];

    /// <summary>The shares that a run published.</summary>
    public static List<string> PublishedShares(PublishedDatasets published, string order) => Lines(
        published,
        $"""
        select attribution_model, session_id, attribution_weight, attributed_revenue, touch_index, touch_count, is_primary_attribution
        from utm_order_mapping where order_id = '{order}'
        """);

    /// <summary>The ad-hours that a run published with these hours, campaigns and ads.</summary>
    public static List<string> PublishedAdHours(PublishedDatasets published, JsonElement explanation)
    {
        var met = explanation.GetProperty("ad_hours").EnumerateArray()
            .Select(hour => $"(date '{hour.GetProperty("date_start")}', {hour.GetProperty("hour_start")}, '{hour.GetProperty("campaign_id")}', '{hour.GetProperty("ad_id")}')").Distinct().ToList();
        return met.Count == 0 ? [] : Lines(
            published,
            $"""
            select date_start, hour_start, campaign_id, ad_id, utm_source, data_match_status, ad_spend, utm_sessions, utm_orders, attributed_revenue
            from utm_ad_hourly_performance where (date_start, hour_start, campaign_id, ad_id) in ({string.Join(", ", met)})
            """);
    }

    /// <summary>Properties of an object as one line.</summary>
    public static string Line(JsonElement item, params string[] properties) =>
        string.Join(' ', properties.Select(property => item.GetProperty(property) is { ValueKind: not JsonValueKind.Null } value ? Text(value) : "-"));

    private static string Text(JsonElement value) => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() ? "true" : "false" : value.ToString();

    private static List<string> Lines(PublishedDatasets published, string sql)
    {
        using var reader = published.Connection.ExecuteReader($"select columns(*)::varchar from ({sql})");
        var lines = new List<string>();
        while (reader.Read())
            lines.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(column => reader.IsDBNull(column) ? "-" : reader.GetString(column))));
        lines.Sort(StringComparer.Ordinal);
        return lines;
    }
}
