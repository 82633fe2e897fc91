using UtmAttribution.Cleaning;

namespace UtmAttribution.Bench.Peers.RowByRow;

/// <summary>The five UTM values of a visit, cleaned; null where there is none.</summary>
internal sealed record CampaignValues(string? Source, string? Medium, string? Campaign, string? Content, string? Term)
{
    /// <summary>No values.</summary>
    public static CampaignValues None { get; } = new(null, null, null, null, null);

    /// <summary>Whether no value is there.</summary>
    public bool IsEmpty => this == None;

    /// <summary>All five, as a session's token has them.</summary>
    public string Joined => string.Join('\u001f', Source, Medium, Campaign, Content, Term);

    /// <summary>The values as they stand somewhere, cleaned.</summary>
    /// <param name="value">Gives the value of a parameter by its short name, such as <c>source</c>.</param>
    public static CampaignValues Clean(Func<string, string?> value) => new(
        UtmValue.CleanLower(value("source")), UtmValue.CleanLower(value("medium")), UtmValue.Clean(value("campaign")), UtmValue.Clean(value("content")),
        UtmValue.Clean(value("term")));

    /// <summary>These values, each that is missing taken from others.</summary>
    public CampaignValues FilledFrom(CampaignValues others) =>
        new(Source ?? others.Source, Medium ?? others.Medium, Campaign ?? others.Campaign, Content ?? others.Content, Term ?? others.Term);
}
