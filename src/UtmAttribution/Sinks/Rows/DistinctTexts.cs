using System.IO.Hashing;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Distinct texts side by side in one array, found again by their XXH3 with open addressing.</summary>
internal sealed class DistinctTexts : DistinctValues
{
    private const int SmallestTable = 256;

    private byte[] _bytes = new byte[4096];
    private int[] _ends = new int[SmallestTable / 2];
    private ulong[] _hashes = new ulong[SmallestTable / 2];

    // A code and one more; 0 is free. At most half full.
    private int[] _slots = new int[SmallestTable];
    private int _count;

    public override int Count => _count;

    public override long Bytes => End(_count - 1) + ((long)_count * sizeof(int));

    public override ReadOnlySpan<byte> Text(int code) => _bytes.AsSpan(End(code - 1), _ends[code] - End(code - 1));

    public override ReadOnlySpan<ulong> Hashes => _hashes.AsSpan(0, _count);

    /// <summary>The code of a text, a new one where it is met for the first time.</summary>
    public int Add(ReadOnlySpan<byte> text)
    {
        var hash = XxHash3.HashToUInt64(text);
        var mask = _slots.Length - 1;
        for (var slot = (int)hash & mask; ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (code < 0)
                return AddNew(text, hash, slot);
            if (_hashes[code] == hash && Text(code).SequenceEqual(text))
                return code;
        }
    }

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        if (_slots.Length > SmallestTable && _count < _slots.Length / 16)
            _slots = new int[Math.Max(SmallestTable, _slots.Length / 4)];
        else
            Array.Clear(_slots);
        _count = 0;
    }

    private int End(int code) => code < 0 ? 0 : _ends[code];

    private int AddNew(ReadOnlySpan<byte> text, ulong hash, int slot)
    {
        if (_count == _ends.Length)
        {
            Array.Resize(ref _ends, _count * 2);
            Array.Resize(ref _hashes, _count * 2);
        }

        var start = End(_count - 1);
        var end = checked(start + text.Length);
        if (end > _bytes.Length)
            Array.Resize(ref _bytes, (int)Math.Min(Array.MaxLength, Math.Max(end, 2L * _bytes.Length)));
        text.CopyTo(_bytes.AsSpan(start));
        _ends[_count] = end;
        _hashes[_count++] = hash;
        _slots[slot] = _count;
        if (_count * 2 > _slots.Length)
            Grow();
        return _count - 1;
    }

    private void Grow()
    {
        _slots = new int[_slots.Length * 2];
        var mask = _slots.Length - 1;
        for (var code = 0; code < _count; code++)
        {
            var slot = (int)_hashes[code] & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }
}
