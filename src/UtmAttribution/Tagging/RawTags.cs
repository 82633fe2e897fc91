using System.Text;
using System.Text.Json;
using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;
using UtmAttribution.Sources;
using static UtmAttribution.Loading.OrderColumns;

namespace UtmAttribution.Tagging;

/// <summary>The UTM values, click ids and ad ids of one order's visits as they stand in the source, before they are cleaned.</summary>
internal sealed class RawTags
{
    private static readonly HashSet<string> Known = [.. Parameters.Names];
    private static readonly string[] Utm = ["source", "medium", "campaign", "content", "term"];
    private static readonly int[] OwnUtm = [CustomerUtmSource, CustomerUtmMedium, CustomerUtmCampaign, CustomerUtmContent, CustomerUtmTerm];

    private readonly JsonText _text = new();

    /// <summary>The tags of the visits in the order's lookback; what the order itself carries counts where its journey has none.</summary>
    /// <param name="reader">The orders.</param>
    /// <param name="orderedAt">The order's time.</param>
    /// <param name="lookbackStart">Visits before it do not count.</param>
    public List<RawTag> Of(TableReader reader, long orderedAt, long lookbackStart)
    {
        var tags = new List<RawTag>();
        var hasVisit = false;
        foreach (var moment in Items(reader, CustomerJourney, "moments"))
        {
            if (Text(moment, "occurredAt") is not { } time || !Timestamp.TryParse(Encoding.UTF8.GetBytes(time), out var at) || at <= lookbackStart || at > orderedAt)
                continue;
            hasVisit = true;
            if (moment.TryGetProperty("utmParameters", out var utm) && utm.ValueKind == JsonValueKind.Object)
                tags.AddRange(Utm.Select(name => new RawTag(at, $"utm_{name}", Text(utm, name) ?? "")));
            AddQuery(tags, at, Text(moment, "landingPage"));
        }

        if (!hasVisit)
            AddOwn(tags, reader, orderedAt);
        return tags;
    }

    private void AddOwn(List<RawTag> tags, TableReader reader, long at)
    {
        foreach (var attribute in Items(reader, CustomAttributes, null))
        {
            if (Text(attribute, "key") is { } key && Casing.ToLower(key) is var name && Known.Contains(name))
                tags.Add(new(at, name, Text(attribute, "value") ?? ""));
        }

        foreach (var column in OwnUtm)
            tags.Add(new(at, SourceTable.ShopifyOrders.Columns[column].Name["customer_".Length..], SourceValue.Text(reader, column) ?? ""));
        AddQuery(tags, at, SourceValue.Text(reader, LandingPageUrl));
    }

    private static void AddQuery(List<RawTag> tags, long at, string? page)
    {
        if (page is null)
            return;
        foreach (var pair in Url.Query(page).ToString().Split('&'))
        {
            if (pair.IndexOf('=', StringComparison.Ordinal) is >= 0 and var equals && Url.ParameterName(pair[..equals]) is var name && Known.Contains(name))
                tags.Add(new(at, name, Url.Decode(pair[(equals + 1)..])));
        }
    }

    // The run rejects what is no JSON, and says so; there is nothing to be found in it.
    private static IEnumerable<JsonElement> Items(TableReader reader, int column, string? property)
    {
        if (SourceValue.IsNull(reader, column))
            return [];
        try
        {
            var json = new Utf8JsonReader(reader.Text(column), JsonText.Options);
            using var document = JsonDocument.ParseValue(ref json);
            json.Read();
            var array = property is null ? document.RootElement
                : document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty(property, out var found) ? found
                : default;
            return array.ValueKind == JsonValueKind.Array
                ? [.. array.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.Object).Select(item => item.Clone())]
                : [];
        }
        catch (JsonException)
        {
            return [];
        }
    }

    private string? Text(JsonElement element, string name)
    {
        if (!element.TryGetProperty(name, out var value) || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            return null;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(value.GetRawText()));
        reader.Read();
        return _text.TakeString(ref reader);
    }
}

/// <summary>A value of a visit.</summary>
/// <param name="At">When the visit was, in microseconds since 1970-01-01 UTC.</param>
/// <param name="Parameter">The parameter's name, such as <c>utm_source</c>.</param>
/// <param name="Value">Its text, decoded.</param>
internal readonly record struct RawTag(long At, string Parameter, string Value);
