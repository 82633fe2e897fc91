namespace UtmAttribution.Tests.Reference;

/// <summary>Five UTM values, cleaned.</summary>
internal sealed record Utm(string? Source, string? Medium, string? Campaign, string? Content, string? Term)
{
    public static readonly Utm None = new(null, null, null, null, null);

    public bool Any => this != None;

    public string?[] Values => [Source, Medium, Campaign, Content, Term];

    /// <summary>The values that a getter gives for <c>utm_source</c> … <c>utm_term</c>, cleaned.</summary>
    public static Utm Of(Func<string, string?> raw) => new(
        Text.CleanLower(raw("utm_source")), Text.CleanLower(raw("utm_medium")), Text.Clean(raw("utm_campaign")),
        Text.Clean(raw("utm_content")), Text.Clean(raw("utm_term")));

    /// <summary>Each NULL filled from the other.</summary>
    public Utm FilledFrom(Utm other) => new(
        Source ?? other.Source, Medium ?? other.Medium, Campaign ?? other.Campaign, Content ?? other.Content, Term ?? other.Term);
}

/// <summary>The name of a click id's parameter and its value.</summary>
internal sealed record ClickId(string Name, string Value)
{
    private static readonly string[] Names =
    [
        "gclid", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "twclid", "li_fat_id", "sccid", "rdt_cid", "epik", "yclid", "srsltid",
        "irclickid", "cjevent", "awc", "obclid", "tblci", "mc_cid", "_kx", "igshid", "fbclid",
    ];

    /// <summary>The first of the known names for which the parameters have a usable value.</summary>
    public static ClickId? Of(IReadOnlyDictionary<string, string> parameters) => Names
        .Where(parameters.ContainsKey)
        .Select(name => new ClickId(name, parameters[name]))
        .FirstOrDefault();
}

/// <summary>What says that a visit was: the smaller decides where several say so.</summary>
internal enum Evidence
{
    Journey,
    Attributes,
    UtmColumns,
    Order,
}

/// <summary>One observed arrival of a visitor.</summary>
internal sealed record Visit(
    long Time, Utm Utm, ClickId? Click, string? LandingPage, string? Referrer, string? ReferrerDomain, Evidence Evidence)
{
    public bool HasSignal => Utm.Any || Click is not null;

    public string DataSource => Evidence switch
    {
        Evidence.Journey => "customer_journey",
        Evidence.Attributes => "custom_attributes",
        Evidence.UtmColumns => "customer_utm",
        _ => "order",
    };
}
