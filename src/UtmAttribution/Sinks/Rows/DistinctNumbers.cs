using System.Runtime.InteropServices;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Distinct numbers, found again by hashing with open addressing.</summary>
/// <param name="width">Bytes of a number where it is stored.</param>
internal sealed class DistinctNumbers(int width) : DistinctValues
{
    private const int SmallestTable = 256;

    private long[] _numbers = new long[SmallestTable / 2];

    // A code and one more; 0 is free. At most half full.
    private int[] _slots = new int[SmallestTable];
    private int _count;

    public override int Count => _count;

    public override long Bytes => (long)_count * width;

    public override long Number(int code) => _numbers[code];

    public override ReadOnlySpan<ulong> Hashes => MemoryMarshal.Cast<long, ulong>(_numbers.AsSpan(0, _count));

    /// <summary>The code of a number, a new one where it is met for the first time.</summary>
    public int Add(long number)
    {
        var mask = _slots.Length - 1;
        for (var slot = Slot(number) & mask; ; slot = (slot + 1) & mask)
        {
            var code = _slots[slot] - 1;
            if (code < 0)
                return AddNew(number, slot);
            if (_numbers[code] == number)
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

    private int AddNew(long number, int slot)
    {
        if (_count == _numbers.Length)
            Array.Resize(ref _numbers, _count * 2);
        _numbers[_count++] = number;
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
            var slot = Slot(_numbers[code]) & mask;
            while (_slots[slot] != 0)
                slot = (slot + 1) & mask;
            _slots[slot] = code + 1;
        }
    }

    private static int Slot(long number) => (int)(((ulong)number * 0x9E3779B97F4A7C15) >> 33);
}
