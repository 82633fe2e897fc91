using System.IO.Hashing;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Distinct texts side by side in one array, with their XXH3.</summary>
internal sealed class DistinctTexts : HashedValues
{
    private byte[] _bytes = new byte[4096];
    private int[] _ends = new int[SmallestTable / 2];
    private ulong[] _hashes = new ulong[SmallestTable / 2];

    public override long Bytes => End(Count - 1) + ((long)Count * sizeof(int));

    public override ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, Count);

    public override ReadOnlySpan<byte> Text(int code) => _bytes.AsSpan(End(code - 1), _ends[code] - End(code - 1));

    /// <summary>The code of a text, a new one where it is met for the first time.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        var hash = XxHash3.HashToUInt64(text);
        var slots = Slots;
        var mask = slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var code = slots[slot] - 1;
            if (code < 0)
                return AddNew(text, hash, slot);
            if (_hashes[code] == hash && Text(code).SequenceEqual(text))
                return code;
        }
    }

    protected override int SlotOf(int code) => (int)_hashes[code];

    private int End(int code) => code < 0 ? 0 : _ends[code];

    private int AddNew(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }

        var start = End(Count - 1);
        var end = checked(start + text.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        text.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = end;
        _hashes[Count] = hash;
        return Take(slot);
    }
}
