using System.Runtime.Intrinsics;
using System.Text;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Evidence;

/// <summary>
/// The named parameters of one landing page or one order's attributes, of which attribution knows some: of repeated names
/// the first usable value counts.
/// </summary>
internal sealed class Parameters
{
    // The properties below read the values by their place in this list.
    private static readonly string[] BeforeClickIds =
    [
        "utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term",
        "hsa_ad", "ad_id", "hsa_grp", "adset_id", "utm_id", "hsa_cam", "campaign_id",
    ];

    /// <summary>Where the click ids begin among the known names.</summary>
    public static int FirstClickId { get; } = BeforeClickIds.Length;

    private static readonly Dictionary<string, int> Known = BeforeClickIds.Concat(ClickIds.Names)
        .Select((name, index) => (name, index))
        .ToDictionary(known => known.name, known => known.index, StringComparer.Ordinal);

    private static readonly Dictionary<string, int>.AlternateLookup<ReadOnlySpan<char>> KnownSpans =
        Known.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The longest name that is known, in characters.</summary>
    public static int LongestName { get; } = Known.Keys.Max(name => name.Length);

    /// <summary>All names that are known, in lower case.</summary>
    public static IEnumerable<string> Names => Known.Keys;

    private static readonly Parameters None = new();

    // A name, with zeros behind it and its length at the end, fits into 16 bytes. Half of the places are free.
    private static readonly (Vector128<byte> Name, int Index)[] Places = Place();

    private readonly string?[] _values = new string?[Known.Count];

    /// <summary>The parameters of a landing page's query.</summary>
    /// <param name="url">The page.</param>
    /// <param name="texts">Where given, it gets the known names and their values as they stand, still encoded.</param>
    public static Parameters OfUrl(string url, List<(string Name, string Value)>? texts = null)
    {
        var query = Url.Query(url);
        if (query.IsEmpty)
            return None;
        var parameters = new Parameters();
        foreach (var range in query.Split('&'))
        {
            var pair = query[range];
            // A name without a value can't carry one, and most names are of no interest.
            if (pair.IndexOf('=') is not (>= 0 and var equals) || Find(pair[..equals]) is not (>= 0 and var index))
                continue;
            var text = pair[(equals + 1)..].ToString();
            texts?.Add((NameOf(index), text));
            parameters._values[index] ??= UtmValue.Clean(Url.Decode(text));
        }
        return parameters;
    }

    private static string NameOf(int index) => index < FirstClickId ? BeforeClickIds[index] : ClickIds.Names[index - FirstClickId];

    // Names are nearly always plain, and then no string is made of them.
    private static int Find(ReadOnlySpan<char> name)
    {
        if (name.ContainsAny('%', '+', ';') || name.ContainsAnyExceptInRange('\0', '\x7f'))
            return Known.TryGetValue(Url.ParameterName(name.ToString()), out var decoded) ? decoded : -1;
        Span<char> lower = stackalloc char[32];
        return name.Length <= lower.Length && name.ToLowerInvariant(lower) is var length
            && KnownSpans.TryGetValue(lower[..length], out var plain)
            ? plain
            : -1;
    }

    /// <summary>The place of a name, in any case, among the known ones; -1 for another.</summary>
    /// <param name="name">ASCII, not encoded.</param>
    public static int Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.Length > LongestName)
            return -1;
        var packed = Pack(name);
        return Places[PlaceOf(Places, packed)] is var place && place.Name == packed ? place.Index : -1;
    }

    private static (Vector128<byte> Name, int Index)[] Place()
    {
        var places = new (Vector128<byte> Name, int Index)[128];
        foreach (var (name, index) in Known)
        {
            var packed = Pack(Encoding.ASCII.GetBytes(name));
            places[PlaceOf(places, packed)] = (packed, index);
        }
        return places;
    }

    // Where the name is, or the free place where it would be.
    private static int PlaceOf((Vector128<byte> Name, int Index)[] places, Vector128<byte> name)
    {
        var words = name.AsUInt64();
        var place = (int)(((words[0] * 0x9E3779B97F4A7C15) ^ words[1]) * 0xD6E8FEB86659FD93 >> 57);
        while (places[place].Name != Vector128<byte>.Zero && places[place].Name != name)
            place = (place + 1) % places.Length;
        return place;
    }

    private static Vector128<byte> Pack(ReadOnlySpan<byte> name)
    {
        Span<byte> padded = stackalloc byte[Vector128<byte>.Count];
        padded.Clear();
        name.CopyTo(padded);
        var bytes = Vector128.Create<byte>(padded);
        var capitals = Vector128.GreaterThanOrEqual(bytes, Vector128.Create((byte)'A')) & Vector128.LessThanOrEqual(bytes, Vector128.Create((byte)'Z'));
        return (bytes | (capitals & Vector128.Create((byte)0x20))).WithElement(Vector128<byte>.Count - 1, (byte)name.Length);
    }

    /// <summary>Takes a value where the name is known, the value is usable and none was there before.</summary>
    /// <param name="name">The name in lower case.</param>
    /// <param name="value">The value, decoded.</param>
    public void Add(string name, string? value)
    {
        if (Known.TryGetValue(name, out var index))
            _values[index] ??= UtmValue.Clean(value);
    }

    /// <summary>The five UTM values.</summary>
    public UtmTuple Utm => new(Lower(_values[0]), Lower(_values[1]), _values[2], _values[3], _values[4]);

    /// <summary>The ids that the page carries beside its UTM values.</summary>
    public LinkIds LinkIds => LinkIds.Of(_values[5], _values[6], _values[7], _values[8], _values[9], _values[10], _values[11]);

    /// <summary>The first click id in the order of evidence.</summary>
    public ClickId? Click
    {
        get
        {
            for (var i = 0; i < ClickIds.Names.Count; i++)
            {
                if (_values[FirstClickId + i] is { } value)
                    return new ClickId(ClickIds.Names[i], value);
            }
            return null;
        }
    }

    private static string? Lower(string? value) => value is null ? null : Casing.ToLower(value);
}
