using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <summary>
/// The named parameters of one landing page or one order's attributes, of which attribution knows some: of repeated names
/// the first usable value counts.
/// </summary>
internal sealed class Parameters
{
    private static readonly Dictionary<string, int> Known = new[]
    {
        "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term",
        "hsa_ad", "ad_id", "hsa_grp", "adset_id", "utm_id", "hsa_cam", "campaign_id",
    }.Concat(ClickIds.Names).Select((name, index) => (name, index)).ToDictionary(known => known.name, known => known.index, StringComparer.Ordinal);

    /// <summary>The longest name that is known, in characters.</summary>
    public static int LongestName { get; } = Known.Keys.Max(name => name.Length);

    private readonly string?[] values = new string?[Known.Count];

    /// <summary>The parameters of a landing page's query.</summary>
    public static Parameters OfUrl(string url)
    {
        var parameters = new Parameters();
        foreach (var (name, value) in Url.QueryParameters(url))
            parameters.Add(name, value);
        return parameters;
    }

    /// <summary>Takes a value where the name is known, the value is usable and none was there before.</summary>
    /// <param name="name">The name in lower case.</param>
    /// <param name="value">The value, decoded.</param>
    public void Add(string name, string? value)
    {
        if (Known.TryGetValue(name, out var index))
            values[index] ??= UtmValue.Clean(value);
    }

    /// <summary>The five UTM values.</summary>
    public UtmTuple Utm => new(Lower("utm_source"), Lower("utm_medium"), this["utm_campaign"], this["utm_content"], this["utm_term"]);

    /// <summary>The ids that the page carries beside its UTM values.</summary>
    public LinkIds LinkIds => LinkIds.Of(
        this["hsa_ad"], this["ad_id"], this["hsa_grp"], this["adset_id"], this["utm_id"], this["hsa_cam"], this["campaign_id"]);

    /// <summary>The first click id in the order of evidence.</summary>
    public ClickId? Click
    {
        get
        {
            foreach (var name in ClickIds.Names)
            {
                if (this[name] is { } value)
                    return new ClickId(name, value);
            }
            return null;
        }
    }

    private string? this[string name] => values[Known[name]];

    private string? Lower(string name) => this[name] is { } value ? Casing.ToLower(value) : null;
}
