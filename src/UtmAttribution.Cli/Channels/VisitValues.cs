using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;

namespace UtmAttribution.Cli.Channels;

/// <summary>One value that the rules see.</summary>
/// <param name="Column">The column that rules test, such as <c>utm_source</c>.</param>
/// <param name="Value">The cleaned value; null where there is none.</param>
/// <param name="Origin">Where it comes from, or why there is none.</param>
internal sealed record VisitValue(string Column, string? Value, string Origin);

/// <summary>What somebody tells of a visit.</summary>
/// <param name="Utm">The values of <c>utm_source</c>, <c>utm_medium</c>, <c>utm_campaign</c>, <c>utm_content</c>, <c>utm_term</c>, in this order.</param>
/// <param name="Referrer">The referrer's URL or domain.</param>
/// <param name="LandingPage">The landing page's URL.</param>
/// <param name="ClickId">The name of the click id, where the landing page does not tell.</param>
/// <param name="AdId">The ad's id, where <c>utm_content</c> and the landing page do not tell.</param>
internal sealed record ToldVisit(IReadOnlyList<string?> Utm, string? Referrer, string? LandingPage, string? ClickId, string? AdId);

/// <summary>The values that the rules see of a visit, cleaned and filled from the landing page as in a run.</summary>
internal sealed class VisitValues
{
    private const int ShortestUnknownId = 6;
    private static readonly string[] UtmColumns = ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term"];

    private VisitValues(IReadOnlyList<VisitValue> all) => All = all;

    /// <summary>Every value, in the order of the rules' columns.</summary>
    public IReadOnlyList<VisitValue> All { get; }

    /// <summary>Whether no rule is asked: there is neither a UTM value nor a click id nor a referrer domain.</summary>
    public bool IsDirect => All.All(value => value.Value is null || value.Column == "ad_id");

    /// <summary>The value of a column, or null.</summary>
    public string? this[string column] => All.First(value => value.Column == column).Value;

    /// <summary>Derives the values.</summary>
    public static VisitValues Of(ToldVisit told)
    {
        var page = Parameters.OfUrl(told.LandingPage ?? "");
        string?[] onPage = [page.Utm.Source, page.Utm.Medium, page.Utm.Campaign, page.Utm.Content, page.Utm.Term];
        var values = UtmColumns.Select((column, i) => Utm(column, told.Utm[i], onPage[i])).ToList();
        values.Add(ReferrerDomain(told));
        values.Add(told.ClickId is { } name ? new("click_id", name, "--click-id") : Found("click_id", page.Click?.Name, "landing page"));
        values.Add(AdId(told, values[3].Value, page.LinkIds));
        return new VisitValues(values);
    }

    /// <summary>The values of a session, which a run has derived already.</summary>
    /// <param name="utm">Its five UTM values.</param>
    /// <param name="referrerDomain">Its referrer's domain.</param>
    /// <param name="clickId">The name of its click id.</param>
    /// <param name="adId">Its ad.</param>
    public static VisitValues Of(IReadOnlyList<string?> utm, string? referrerDomain, string? clickId, string? adId) => new(
    [
        .. UtmColumns.Select((column, i) => new VisitValue(column, utm[i], "")),
        new("referrer_domain", referrerDomain, ""), new("click_id", clickId, ""), new("ad_id", adId, ""),
    ]);

    private static VisitValue Utm(string column, string? told, string? onPage)
    {
        var clean = column is "utm_source" or "utm_medium" ? UtmValue.CleanLower(told) : UtmValue.Clean(told);
        if (clean is not null)
            return new(column, clean, $"--{column[4..]}");

        return onPage is null && told is not null ? new(column, null, $"\"{told}\" counts as no value") : Found(column, onPage, "landing page");
    }

    private static VisitValue ReferrerDomain(ToldVisit told)
    {
        var domain = Url.Host(told.Referrer);
        if (domain is not null && domain == Url.Host(told.LandingPage))
            return new("referrer_domain", null, $"\"{domain}\" is the landing page's own host");

        return domain is null && told.Referrer is not null
            ? new("referrer_domain", null, $"\"{told.Referrer}\" has no host")
            : Found("referrer_domain", domain, "--referrer");
    }

    /// <summary>A run also knows the ads table, so that it accepts short ids that are there and finds ads by name.</summary>
    private static VisitValue AdId(ToldVisit told, string? content, LinkIds ids)
    {
        if (told.AdId is not null)
            return new("ad_id", told.AdId, "--ad-id");

        return Known(content) is { } inContent ? new("ad_id", inContent, "utm_content") : Found("ad_id", Known(ids.Ad) ?? Known(ids.OtherAd), "landing page");
    }

    private static string? Known(string? id) => LinkIds.Digits(id) is { Length: >= ShortestUnknownId } digits ? digits : null;

    private static VisitValue Found(string column, string? value, string origin) => new(column, value, value is null ? "" : origin);
}
