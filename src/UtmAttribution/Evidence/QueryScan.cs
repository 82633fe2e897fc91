using System.Buffers;

namespace UtmAttribution.Evidence;

/// <summary>
/// Looks through a landing page's query without making strings. A click id, which makes nearly every page a new one, comes out
/// at once; all else that is known of pages, which few pages have in a way of their own, comes out as one hash.
/// </summary>
internal sealed class QueryScan
{
    // No byte of UTF-8.
    private const byte End = 0xff;

    private static readonly SearchValues<byte> PlainValue =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.~"u8);

    private static readonly SearchValues<byte> PlainName = SearchValues.Create(
        [.. Enumerable.Range(0, 0x80).Select(character => (byte)character).Except("%+;"u8.ToArray())]);

    // The longest of the placeholders that have only letters.
    private static readonly int LongestPlaceholder = "undefined".Length;

    private readonly ArrayBufferWriter<byte> _evidence = new(256);
    private int _clickStart;
    private int _clickLength;

    /// <summary>The place of the click id's name in <see cref="ClickIds.Names"/>; -1 without one.</summary>
    public int ClickName { get; private set; }

    /// <summary>Whether there are values of known parameters other than click ids.</summary>
    public bool HasEvidence => _evidence.WrittenCount > 0;

    /// <summary>What pages share that have the same values of these parameters, in the same order.</summary>
    public TextHash Evidence => TextHash.Of(_evidence.WrittenSpan);

    /// <summary>The click id's value.</summary>
    /// <param name="url">The page read last.</param>
    public ReadOnlySpan<byte> ClickValue(ReadOnlySpan<byte> url) => url.Slice(_clickStart, _clickLength);

    /// <summary>Reads a page.</summary>
    /// <returns>False where a name is encoded, or a click id has other characters than they have: then strings must be made.</returns>
    public bool TryRead(ReadOnlySpan<byte> url)
    {
        _evidence.ResetWrittenCount();
        ClickName = -1;
        var start = url.IndexOf((byte)'?') + 1;
        if (start == 0)
            return true;
        var query = url[start..];
        if (query.IndexOf((byte)'#') is >= 0 and var fragment)
            query = query[..fragment];
        while (!query.IsEmpty)
        {
            var end = query.IndexOf((byte)'&');
            var pair = end < 0 ? query : query[..end];
            if (!TryReadPair(pair, start))
                return false;
            start += pair.Length + 1;
            query = end < 0 ? default : query[(end + 1)..];
        }
        return true;
    }

    private bool TryReadPair(ReadOnlySpan<byte> pair, int start)
    {
        var equals = pair.IndexOf((byte)'=');
        if (equals < 0)
            return true;
        var name = pair[..equals];
        if (name.ContainsAnyExcept(PlainName))
            return false;
        var index = Parameters.Find(name);
        var value = pair[(equals + 1)..];
        if (index < 0 || value.IsEmpty)
            return true;
        if (index < Parameters.FirstClickId)
        {
            Keep((byte)index, value);
            return true;
        }
        if (!IsPlainId(value))
            return false;
        if (ClickName < 0 || index - Parameters.FirstClickId < ClickName)
            (ClickName, _clickStart, _clickLength) = (index - Parameters.FirstClickId, start + equals + 1, value.Length);
        return true;
    }

    private void Keep(byte index, ReadOnlySpan<byte> value)
    {
        var target = _evidence.GetSpan(value.Length + 2);
        target[0] = index;
        value.CopyTo(target[1..]);
        target[value.Length + 1] = End;
        _evidence.Advance(value.Length + 2);
    }

    // Neither encoded nor a placeholder nor an unfilled template.
    private static bool IsPlainId(ReadOnlySpan<byte> value) =>
        !value.ContainsAnyExcept(PlainValue)
        && !value.StartsWith("__"u8)
        && (value.Length > LongestPlaceholder || (value[0] | 0x20) is not ('n' or 'u'));
}
