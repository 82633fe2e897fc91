using System.Globalization;
using System.Text.Json;

namespace UtmAttribution.Tests.Reference;

/// <summary>An order's visits: the moments of its journey, and what it itself carries (section 4).</summary>
internal sealed class VisitReader(ReferenceTable table, ReferenceOptions options, Rejects rejects)
{
    private static readonly long EarliestMoment = Times.Day(new DateOnly(2000, 1, 1)) * Times.MicrosPerDay;
    private readonly HashSet<string> _shopHosts = [.. options.ShopHosts.Select(Url.Host).OfType<string>()];

    /// <summary>The order's visits within its lookback; partial rejects are written on the way.</summary>
    public List<Visit> Read(Order order)
    {
        var earliest = order.CreatedAt - options.LookbackMicros;
        var moments = Moments(order);
        moments.RemoveAll(v => v.Time < earliest);
        if (CarriedVisit(order, Attributes(order), moments) is { } carried)
            moments.Add(carried);
        return moments;
    }

    private List<Visit> Moments(Order order)
    {
        var visits = new List<Visit>();
        using var journey = Document(order, "customer_journey");
        if (journey is null || Json.Get(journey.RootElement, "moments") is not { } moments)
            return visits;
        if (moments.ValueKind != JsonValueKind.Array)
        {
            rejects.Part(order.Id, order.Local.Day, "bad_json", "customer_journey");
            return visits;
        }
        var index = 0;
        foreach (var moment in moments.EnumerateArray())
        {
            if (MomentVisit(moment, order.CreatedAt) is { } visit)
                visits.Add(visit);
            else
                rejects.Part(order.Id, order.Local.Day, "bad_moment", index.ToString(CultureInfo.InvariantCulture));
            index++;
        }
        return visits;
    }

    private Visit? MomentVisit(JsonElement moment, long createdAt)
    {
        if (moment.ValueKind != JsonValueKind.Object || Times.Parse(Json.GetText(moment, "occurredAt")) is not { } time)
            return null;
        if (time < EarliestMoment || time > createdAt + Times.MicrosPerDay)
            return null;
        var utm = Json.Get(moment, "utmParameters") is { } p ? Utm.Of(name => Json.GetText(p, name["utm_".Length..])) : Utm.None;
        return Arrival(time, utm, null, Json.GetText(moment, "landingPage"), Json.GetText(moment, "referrerUrl"), Evidence.Journey);
    }

    private Visit? CarriedVisit(Order order, Dictionary<string, string> attributes, List<Visit> moments)
    {
        if (moments.Any(v => v.HasSignal && v.Time <= order.CreatedAt))
            return null;
        var (landingPage, referrer) = (Cell(order, "landing_page_url"), Cell(order, "customer_referrer_url"));
        var own = Utm.Of(name => attributes.GetValueOrDefault(name));
        var click = ClickId.Of(attributes);
        if (own.Any || click is not null)
            return Arrival(order.CreatedAt, own, click, landingPage, referrer, Evidence.Attributes);
        own = Utm.Of(name => Cell(order, "customer_" + name));
        if (own.Any)
            return Arrival(order.CreatedAt, own, null, landingPage, referrer, Evidence.UtmColumns);
        var visit = Arrival(order.CreatedAt, Utm.None, null, landingPage, referrer, Evidence.Order);
        var momentInLookback = moments.Any(v => v.Time <= order.CreatedAt);
        return visit.HasSignal || (!momentInLookback && visit.ReferrerDomain is not null) ? visit : null;
    }

    /// <summary>The attributes by lower-case key, cleaned; of repeated keys the first usable value.</summary>
    private Dictionary<string, string> Attributes(Order order)
    {
        var attributes = new Dictionary<string, string>();
        using var document = Document(order, "custom_attributes");
        if (document?.RootElement.ValueKind != JsonValueKind.Array)
            return attributes;
        foreach (var pair in document.RootElement.EnumerateArray())
        {
            if (Json.GetText(pair, "key") is { } key && Text.Clean(Json.GetText(pair, "value")) is { } value)
                attributes.TryAdd(Text.Lower(key), value);
        }
        return attributes;
    }

    private Visit Arrival(long time, Utm utm, ClickId? click, string? landingPage, string? referrer, Evidence evidence)
    {
        (landingPage, referrer) = (Text.NullIfEmpty(landingPage), Text.NullIfEmpty(referrer));
        var query = Url.Query(landingPage);
        var domain = Url.Host(referrer);
        if (domain is not null && (domain == Url.Host(landingPage) || _shopHosts.Contains(domain)))
            domain = null;
        var filled = utm.FilledFrom(Utm.Of(name => query.GetValueOrDefault(name)));
        return new Visit(time, filled, click ?? ClickId.Of(query), landingPage, referrer, domain, evidence);
    }

    /// <summary>The column's JSON object or array; null where it is NULL or a partial reject.</summary>
    private JsonDocument? Document(Order order, string column)
    {
        if (Cell(order, column) is not { } text)
            return null;
        var document = Json.TryParse(text);
        switch (document?.RootElement.ValueKind)
        {
            case JsonValueKind.Object or JsonValueKind.Array:
                return document;
            case JsonValueKind.Null:
                document.Dispose();
                return null;
            default:
                document?.Dispose();
                rejects.Part(order.Id, order.Local.Day, "bad_json", column);
                return null;
        }
    }

    private string? Cell(Order order, string column) => table.Value(order.Cells, column);
}
