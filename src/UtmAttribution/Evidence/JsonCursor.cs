using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace UtmAttribution.Evidence;

/// <summary>
/// Walks over plain JSON: strings without escapes, whole numbers, few levels. Where anything else comes it gives up, which
/// does not mean that the text is no JSON.
/// </summary>
internal ref struct JsonCursor(ReadOnlySpan<byte> json)
{
    private const int Levels = 16;

    private readonly ReadOnlySpan<byte> _json = json;

    /// <summary>The index of the next byte.</summary>
    public int At { get; private set; }

    /// <summary>The next byte that is no blank; 0 at the end.</summary>
    public byte Peek()
    {
        for (; (uint)At < (uint)_json.Length; At++)
        {
            if (_json[At] is var next and not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
                return next;
        }
        return 0;
    }

    /// <summary>Whether nothing but blanks is left.</summary>
    public bool IsAtEnd()
    {
        Peek();
        return At == _json.Length;
    }

    /// <summary>Takes the next byte that is no blank where it is this one.</summary>
    public bool TryTake(byte wanted)
    {
        if (Peek() != wanted)
            return false;
        At++;
        return true;
    }

    /// <summary>Takes a string.</summary>
    /// <param name="text">What stands between its quotes.</param>
    public bool TryTakeString(out JourneyMoment.Place text)
    {
        text = default;
        if (!TryTake((byte)'"'))
            return false;
        var start = At;
        var end = EndOfString(start);
        if (end < 0)
            return false;
        text = new(start, end - start);
        At = end + 1;
        return true;
    }

    /// <summary>Takes a property's name and the colon.</summary>
    public bool TryTakeName(out ReadOnlySpan<byte> name)
    {
        var taken = TryTakeString(out var text) && TryTake((byte)':');
        name = text.Of(_json);
        return taken;
    }

    /// <summary>Takes <c>null</c>.</summary>
    public bool TryTakeNull() => Peek() == 'n' && TryTakeWord("null"u8);

    /// <summary>Passes over any value.</summary>
    public bool TrySkip(int levels = Levels) => Peek() switch
    {
        (byte)'"' => TryTakeString(out _),
        (byte)'{' => levels > 0 && TrySkipObject(levels - 1),
        (byte)'[' => levels > 0 && TrySkipArray(levels - 1),
        (byte)'n' => TryTakeWord("null"u8),
        (byte)'t' => TryTakeWord("true"u8),
        (byte)'f' => TryTakeWord("false"u8),
        _ => TrySkipWholeNumber(),
    };

    private bool TrySkipObject(int levels)
    {
        At++;
        if (TryTake((byte)'}'))
            return true;
        do
        {
            if (!TryTakeName(out _) || !TrySkip(levels))
                return false;
        }
        while (TryTake((byte)','));
        return TryTake((byte)'}');
    }

    private bool TrySkipArray(int levels)
    {
        At++;
        if (TryTake((byte)']'))
            return true;
        do
        {
            if (!TrySkip(levels))
                return false;
        }
        while (TryTake((byte)','));
        return TryTake((byte)']');
    }

    // What follows a word or a number is looked at next: anything but a comma or an end makes the cursor give up.
    private bool TryTakeWord(ReadOnlySpan<byte> word)
    {
        if (!_json[At..].StartsWith(word))
            return false;
        At += word.Length;
        return true;
    }

    private bool TrySkipWholeNumber()
    {
        if (Peek() == '-')
            At++;
        var rest = _json[At..];
        if (rest is [(byte)'0', ..])
        {
            At++;
            return true;
        }
        var digits = rest.IndexOfAnyExceptInRange((byte)'0', (byte)'9');
        At += Math.Max(digits, 0);
        return digits > 0;
    }

    // Below a blank, no byte may stand in a string.
    private readonly int EndOfString(int at)
    {
        ref var first = ref MemoryMarshal.GetReference(_json);
        for (; at + Vector256<byte>.Count <= _json.Length; at += Vector256<byte>.Count)
        {
            var bytes = Vector256.LoadUnsafe(ref first, (nuint)at);
            var stops = (Vector256.Equals(bytes, Vector256.Create((byte)'"'))
                | Vector256.Equals(bytes, Vector256.Create((byte)'\\'))
                | Vector256.LessThan(bytes, Vector256.Create((byte)' '))).ExtractMostSignificantBits();
            if (stops != 0)
            {
                at += BitOperations.TrailingZeroCount(stops);
                return _json[at] == '"' ? at : -1;
            }
        }
        for (; at < _json.Length; at++)
        {
            if (_json[at] is (byte)'"')
                return at;
            if (_json[at] is (byte)'\\' or < (byte)' ')
                return -1;
        }
        return -1;
    }
}
