using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;

namespace UtmAttribution.Bench.Peers.RowByRow;

/// <summary>The usable parameters of a landing page's query, or of an order's attributes, by name in lower case.</summary>
internal sealed class PageQuery
{
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);

    /// <summary>The UTM values.</summary>
    public CampaignValues Utm => CampaignValues.Clean(name => this["utm_" + name]);

    /// <summary>The first click id in the order of their evidence, as <c>name=value</c>; null without one.</summary>
    public string? ClickId => ClickIds.Names.FirstOrDefault(_values.ContainsKey) is { } name ? $"{name}={_values[name]}" : null;

    /// <summary>The value of a parameter; null where it has none that is usable.</summary>
    public string? this[string name] => _values.GetValueOrDefault(name);

    /// <summary>The parameters of a page.</summary>
    public static PageQuery Of(string? page)
    {
        var query = new PageQuery();
        foreach (var pair in Url.Query(page ?? "").ToString().Split('&'))
        {
            if (pair.IndexOf('=') is >= 0 and var equals)
                query.Add(Url.ParameterName(pair[..equals]), Url.Decode(pair[(equals + 1)..]));
        }

        return query;
    }

    /// <summary>Adds a value where it is usable and the first of its name.</summary>
    public void Add(string name, string? value)
    {
        if (UtmValue.Clean(value) is { } clean)
            _values.TryAdd(name, clean);
    }
}
