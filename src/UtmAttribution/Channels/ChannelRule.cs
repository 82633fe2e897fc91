namespace UtmAttribution.Channels;

/// <summary>
/// One line of the table that says which channel a visit came through. A rule matches where each of its patterns does;
/// a pattern is a case-insensitive RE2 search, NULL or blank matches anything, and no pattern but <c>^$</c> matches NULL.
/// </summary>
public sealed record ChannelRule
{
    /// <summary>The rule's number; the smaller wins among rules of one priority. The row number, from 1, where the table has no id.</summary>
    public required long Id { get; init; }

    /// <summary>Matched against <c>utm_source</c> (lower-case). NULL by default, as every pattern.</summary>
    public string? UtmSourcePattern { get; init; }

    /// <summary>Matched against <c>utm_medium</c> (lower-case).</summary>
    public string? UtmMediumPattern { get; init; }

    /// <summary>Matched against <c>utm_campaign</c>.</summary>
    public string? UtmCampaignPattern { get; init; }

    /// <summary>Matched against <c>utm_content</c>.</summary>
    public string? UtmContentPattern { get; init; }

    /// <summary>Matched against <c>utm_term</c>.</summary>
    public string? UtmTermPattern { get; init; }

    /// <summary>Matched against the referrer's domain (<c>google.com</c>), not its URL.</summary>
    public string? ReferrerPattern { get; init; }

    /// <summary>Matched against the click id's name (<c>fbclid</c>), not its value.</summary>
    public string? ClickIdPattern { get; init; }

    /// <summary>Matched against the ad's id (digits).</summary>
    public string? AdIdPattern { get; init; }

    /// <summary>What the rule gives: the platform where it is known (<c>Facebook</c>), else the channel group.</summary>
    public required string Channel { get; init; }

    /// <summary>The channel group (<c>Paid Social</c>), or NULL.</summary>
    public string? SubChannel { get; init; }

    /// <summary>The group as an identifier (<c>paid_social</c>), or NULL.</summary>
    public string? ChannelCategory { get; init; }

    /// <summary>The platform as an identifier (<c>facebook</c>), or NULL.</summary>
    public string? Platform { get; init; }

    /// <summary>The highest of the rules that match wins. 0 by default.</summary>
    public long Priority { get; init; }

    /// <summary>Whether the rule takes part. True by default.</summary>
    public bool IsActive { get; init; } = true;

    /// <summary>
    /// What must hold for the rule to match: the name of a visit's column (<c>utm_source</c>, … <c>referrer_domain</c>,
    /// <c>click_id</c>, <c>ad_id</c>) and the pattern for it. None: the rule matches every visit.
    /// </summary>
    public IEnumerable<(string Column, string Pattern)> Conditions()
    {
        (string Column, string? Pattern)[] all =
        [
            ("utm_source", UtmSourcePattern),
            ("utm_medium", UtmMediumPattern),
            ("utm_campaign", UtmCampaignPattern),
            ("utm_content", UtmContentPattern),
            ("utm_term", UtmTermPattern),
            ("referrer_domain", ReferrerPattern),
            ("click_id", ClickIdPattern),
            ("ad_id", AdIdPattern),
        ];
        return all.Where(c => !string.IsNullOrWhiteSpace(c.Pattern)).Select(c => (c.Column, c.Pattern!));
    }
}
