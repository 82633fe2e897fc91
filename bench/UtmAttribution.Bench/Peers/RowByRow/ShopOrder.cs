using System.Text.Json;
using Npgsql;

namespace UtmAttribution.Bench.Peers.RowByRow;

/// <summary>One order as the database has it, with the visits that it tells of.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Visitor">Its customer, or the order itself where it has none.</param>
/// <param name="At">When it was placed, UTC.</param>
/// <param name="Counts">Whether it is a conversion: neither cancelled nor a test.</param>
/// <param name="Value">What it is worth.</param>
/// <param name="Visits">Its visits within the lookback.</param>
internal sealed record ShopOrder(long Id, string Visitor, DateTime At, bool Counts, decimal Value, IReadOnlyList<ShopVisit> Visits)
{
    /// <summary>How long before an order a session may take credit.</summary>
    public static readonly TimeSpan Lookback = TimeSpan.FromDays(30);

    /// <summary>Reads the orders, one row after the other.</summary>
    public const string Query = """
        select order_id, customer_id, created_at, cancelled_at is not null as cancelled, coalesce(test, false) as test, total_price_amount,
            landing_page_url, customer_referrer_url, customer_utm_source, customer_utm_medium, customer_utm_campaign, customer_utm_content,
            customer_utm_term, customer_journey::text as journey, custom_attributes::text as attributes
        from public.shopify_orders
        order by created_at
        """;

    /// <summary>The order that a reader of <see cref="Query"/> stands at.</summary>
    public static ShopOrder Read(NpgsqlDataReader row)
    {
        string? Text(string column) => row.IsDBNull(row.GetOrdinal(column)) ? null : row.GetString(row.GetOrdinal(column));
        var (id, at) = (row.GetInt64(0), row.GetDateTime(2));
        var (cancelled, test) = (row.GetBoolean(3), row.GetBoolean(4));
        var visitor = row.IsDBNull(1) ? $"o:{id}" : $"c:{row.GetInt64(1)}";
        // A test gives no visits; one that was cancelled counts as cancelled.
        var visits = test && !cancelled ? [] : VisitsOf(Text, at);
        return new(id, visitor, at, !cancelled && !test, Math.Round(row.GetDecimal(5), 2, MidpointRounding.AwayFromZero), visits);
    }

    private static List<ShopVisit> VisitsOf(Func<string, string?> text, DateTime at)
    {
        var visits = Moments(text("journey")).Where(visit => visit.At >= at - Lookback).ToList();
        var before = visits.Where(visit => visit.At <= at).ToList();
        if (before.Any(visit => visit.HasSignal))
            return visits;
        var attributes = Attributes(text("attributes"));
        var (utm, clickId) = (attributes.Utm, attributes.ClickId);
        if (utm.IsEmpty && clickId is null)
            utm = CampaignValues.Clean(name => text("customer_utm_" + name));
        var own = ShopVisit.Of(at, utm, clickId, text("landing_page_url"), text("customer_referrer_url"));
        if (own.HasSignal || (own.HasReferrer && before.Count == 0))
            visits.Add(own);
        return visits;
    }

    private static IEnumerable<ShopVisit> Moments(string? journey)
    {
        if (journey is null)
            yield break;
        using var json = JsonDocument.Parse(journey);
        foreach (var moment in json.RootElement.GetProperty("moments").EnumerateArray())
        {
            var values = moment.GetProperty("utmParameters");
            var utm = values.ValueKind == JsonValueKind.Null ? CampaignValues.None : CampaignValues.Clean(name => values.GetProperty(name).GetString());
            yield return ShopVisit.Of(
                moment.GetProperty("occurredAt").GetDateTime().ToUniversalTime(), utm, null, moment.GetProperty("landingPage").GetString(),
                moment.GetProperty("referrerUrl").GetString());
        }
    }

    private static PageQuery Attributes(string? attributes)
    {
        var found = new PageQuery();
        if (attributes is null)
            return found;
        using var json = JsonDocument.Parse(attributes);
        foreach (var attribute in json.RootElement.EnumerateArray())
        {
            var value = attribute.GetProperty("value");
            found.Add(attribute.GetProperty("key").GetString()!.ToLowerInvariant(), value.ValueKind == JsonValueKind.String ? value.GetString() : null);
        }

        return found;
    }
}
