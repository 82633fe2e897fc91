using System.Text;

namespace UtmAttribution.Generation;

/// <summary>Where visits come from: the tags of its links, its referrers and its click ids.</summary>
/// <param name="name">What Shopify shows as the moment's <c>source</c>.</param>
/// <param name="weight">How frequent it is, relative to the other sources.</param>
/// <param name="tags">Its tagged links; none for untagged traffic, and for Meta, whose tags come from the ads.</param>
/// <param name="referrers">Its referrers; null where it sends none.</param>
/// <param name="clickIds">Its click ids; empty where it has none.</param>
internal sealed class TrafficSource(string name, int weight, UtmTag[] tags, string?[] referrers, ClickId[] clickIds)
{
    public byte[] Name { get; } = Encoding.UTF8.GetBytes(name);

    public int Weight { get; } = weight;

    public UtmTag[] Tags { get; } = tags;

    public EncodedText[] Referrers { get; } = [.. referrers.Select(EncodedText.Of)];

    public ClickId[] ClickIds { get; } = clickIds;
}

/// <summary>A click id: every click has its own value.</summary>
/// <param name="name">The query parameter.</param>
/// <param name="prefix">What all values begin with.</param>
/// <param name="length">How many random characters follow.</param>
internal sealed class ClickId(string name, string prefix, int length)
{
    private readonly byte[] _name = Encoding.UTF8.GetBytes(name);
    private readonly byte[] _assignment = Encoding.UTF8.GetBytes(name + "=" + prefix);
    private readonly byte[] _prefix = Encoding.UTF8.GetBytes(prefix);

    public ReadOnlySpan<byte> Name => _name;

    /// <summary>Writes <c>name=value</c>.</summary>
    public void WriteQuery(Utf8Buffer target, ref Prng random) => target.Add(_assignment).AddToken(ref random, length);

    /// <summary>Writes the value alone.</summary>
    public void WriteValue(Utf8Buffer target, ref Prng random) => target.Add(_prefix).AddToken(ref random, length);
}
