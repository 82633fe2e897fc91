using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;

namespace UtmAttribution.Cli.Explaining;

/// <summary>The visits that an order tells of, with what cleaning made of what was found.</summary>
/// <param name="order">The order as it stands.</param>
/// <param name="facts">What the run knows of it.</param>
/// <param name="options">The run's.</param>
internal sealed class VisitsFound(SourceOrder order, OrderFacts facts, AttributionOptions options)
{
    private const string Page = "landing page";
    private static readonly string[] UtmColumns = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"];

    private readonly HashSet<string> _shopHosts = [.. options.ShopHosts.Select(Url.Host).OfType<string>()];
    private readonly long _lookbackStart = facts.CreatedUs - (long)options.Lookback.TotalMicroseconds;

    /// <summary>All of them.</summary>
    public IReadOnlyList<ExplainedVisit> All()
    {
        List<ExplainedVisit> moments = facts.Faults.Contains(("bad_json", "customer_journey")) ? [] : [.. order.Moments.Select(Moment)];
        return OwnVisit(moments) is { } own ? [.. moments, own] : moments;
    }

    private ExplainedVisit Moment(MomentTexts? texts, int index)
    {
        long? at = texts?.OccurredAt is { } text && Timestamp.TryParse(Encoding.UTF8.GetBytes(text), out var microseconds) ? microseconds : null;
        var (isUsed, remark) = Judge(texts, at, index);
        return Visit(DataSource.CustomerJourney, "utmParameters", texts?.Utm ?? default, click: null, NullIfEmpty(texts?.LandingPage), NullIfEmpty(texts?.Referrer)) with
        {
            Moment = index,
            VisitedAt = at is { } time ? Moments.Utc(time) : null,
            IsUsed = isUsed && !facts.IsOnlyTest,
            Remark = isUsed && facts.IsOnlyTest ? "visits of test orders do not count" : remark,
        };
    }

    private (bool IsUsed, string? Remark) Judge(MomentTexts? texts, long? at, int index)
    {
        if (facts.BadMoments.Contains(index))
        {
            return (false, texts is null ? "not usable: no object"
                : at is null ? $"not usable: its time is {(texts.OccurredAt is { } text ? $"\"{text}\"" : "missing")}"
                : at < facts.CreatedUs ? "not usable: before 2000"
                : "not usable: more than a day after the order");
        }
        return at < _lookbackStart ? (false, "ignored: older than the lookback")
            : at == _lookbackStart ? (true, "no touchpoint: as old as the lookback")
            : at > facts.CreatedUs ? (true, "no touchpoint: after the order")
            : (true, null);
    }

    // Which of the order's own columns made a visit, the run knows; where none did, the first that has a campaign signal is shown.
    private ExplainedVisit? OwnVisit(List<ExplainedVisit> moments)
    {
        var ofAttributes = Visit(
            DataSource.CustomAttributes, "custom_attributes", Utm(name => order.Attributes.Where(pair => pair.Key == name).Select(pair => pair.Value)),
            order.AttributeParameters?.Click, order.LandingPage, order.Referrer);
        var ofColumns = Visit(DataSource.CustomerUtm, "customer_utm", order.CustomerUtm, click: null, order.LandingPage, order.Referrer);
        var ofPage = Visit(DataSource.Order, Page, default, click: null, order.LandingPage, order.Referrer);
        var chosen = (facts.OwnEvidence ?? (
                order.AttributeParameters is { } found && (found.Utm != default || found.Click is not null) ? DataSource.CustomAttributes
                : Clean(order.CustomerUtm) != default ? DataSource.CustomerUtm
                : DataSource.Order)) switch
        {
            DataSource.CustomAttributes => ofAttributes,
            DataSource.CustomerUtm => ofColumns,
            _ => ofPage,
        };
        var carriesNothing = !chosen.HasCampaignSignal && chosen is { LandingPageUrl: null, ReferrerUrl: null, Cleaned.Count: 0 };
        if (facts.OwnEvidence is null && carriesNothing)
            return null;
        return chosen with
        {
            VisitedAt = Moments.Utc(facts.CreatedUs),
            IsUsed = facts.OwnEvidence is not null,
            Remark = facts.OwnEvidence is not null ? "what the order itself carries"
                : facts.IsOnlyTest ? "visits of test orders do not count"
                : moments.Any(moment => moment.IsUsed && moment.HasCampaignSignal) ? "not needed: the journey has a campaign"
                : chosen.HasCampaignSignal ? "not used" : "makes no visit: it names no campaign",
        };
    }

    private static UtmTuple Utm(Func<string, IEnumerable<string?>> texts)
    {
        var values = UtmColumns.Select(name => texts(name).FirstOrDefault(text => UtmValue.Clean(text) is not null) ?? texts(name).FirstOrDefault()).ToList();
        return new(values[0], values[1], values[2], values[3], values[4]);
    }

    // As a run puts a visit together: its values are cleaned, filled from its page, and its referrer is none of the shop's own hosts.
    private ExplainedVisit Visit(DataSource source, string place, UtmTuple texts, ClickId? click, string? page, string? referrer)
    {
        var pageTexts = new List<(string Name, string Value)>();
        var onPage = Parameters.OfUrl(page ?? "", pageTexts);
        var own = Clean(texts);
        var domain = Url.Host(referrer);
        click ??= onPage.Click;
        return new()
        {
            FoundIn = NameOf(source),
            Utm = own.FilledFrom(onPage.Utm),
            FilledFromLandingPage = [.. UtmColumns.Where((_, i) => Values(own)[i] is null && Values(onPage.Utm)[i] is not null)],
            ClickId = click?.Name,
            ClickIdValue = click?.Value,
            LandingPageUrl = page,
            ReferrerUrl = referrer,
            ReferrerDomain = domain is null || domain == Url.Host(page) || _shopHosts.Contains(domain) ? null : domain,
            Cleaned =
            [
                .. UtmColumns.Select((name, i) => CleanedValue.Of(name, place, Values(texts)[i])).OfType<CleanedValue>(),
                .. pageTexts.Select(pair => CleanedValue.Of(pair.Name, Page, pair.Value, isEncoded: true)).OfType<CleanedValue>(),
            ],
        };
    }

    private static UtmTuple Clean(UtmTuple texts) => UtmTuple.Clean(texts.Source, texts.Medium, texts.Campaign, texts.Content, texts.Term);

    private static string?[] Values(UtmTuple utm) => [utm.Source, utm.Medium, utm.Campaign, utm.Content, utm.Term];

    private static string? NullIfEmpty(string? text) => string.IsNullOrEmpty(text) ? null : text;

    private static string NameOf(DataSource source) => source switch
    {
        DataSource.CustomerJourney => "customer_journey",
        DataSource.CustomAttributes => "custom_attributes",
        DataSource.CustomerUtm => "customer_utm",
        _ => "order",
    };
}
