using System.Text;

namespace UtmAttribution.Generation;

/// <summary>The five UTM values of a link, ready as the JSON object of a journey and as the query of a landing page.</summary>
internal sealed class UtmTag
{
    public const int Source = 0, Medium = 1, Campaign = 2, Content = 3, Term = 4;

    /// <summary>The names of the values, in the contract's order.</summary>
    public static readonly string[] Names = ["source", "medium", "campaign", "content", "term"];

    public UtmTag(string source, string? medium, string? campaign, string? content = null, string? term = null, string more = "")
    {
        Values = [EncodedText.Of(source), EncodedText.Of(medium), EncodedText.Of(campaign), EncodedText.Of(content), EncodedText.Of(term)];
        More = Encoding.UTF8.GetBytes(more);
        var json = new Utf8Buffer();
        WriteJson(json, Values);
        Json = json.Written.ToArray();
        var query = new Utf8Buffer();
        WriteQuery(query, Values, "utm_"u8, "&"u8);
        Query = query.Add(More).Written.ToArray();
    }

    public EncodedText[] Values { get; }

    /// <summary>Further query parameters of the link (<c>&amp;hsa_cam=…</c>), or empty.</summary>
    public byte[] More { get; }

    public byte[] Json { get; }

    public byte[] Query { get; }

    /// <summary>Writes values as Shopify's <c>utmParameters</c>.</summary>
    public static void WriteJson(Utf8Buffer target, EncodedText[] values)
    {
        target.Add("{\"source\":"u8).Add(values[Source].Json)
            .Add(",\"medium\":"u8).Add(values[Medium].Json)
            .Add(",\"campaign\":"u8).Add(values[Campaign].Json)
            .Add(",\"content\":"u8).Add(values[Content].Json)
            .Add(",\"term\":"u8).Add(values[Term].Json).Add("}"u8);
    }

    /// <summary>Writes the values that are there as query parameters.</summary>
    public static void WriteQuery(Utf8Buffer target, EncodedText[] values, ReadOnlySpan<byte> prefix, ReadOnlySpan<byte> separator)
    {
        var first = true;
        for (var i = 0; i < values.Length; i++)
        {
            if (values[i] == EncodedText.Null)
                continue;
            if (!first)
                target.Add(separator);
            first = false;
            target.Add(prefix).Add(NameBytes[i]).Add("="u8).Add(values[i].Url);
        }
    }

    private static readonly byte[][] NameBytes = [.. Names.Select(Encoding.UTF8.GetBytes)];
}
