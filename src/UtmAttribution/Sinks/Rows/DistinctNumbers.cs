using System.Runtime.InteropServices;

namespace UtmAttribution.Sinks.Rows;

/// <summary>Distinct numbers.</summary>
/// <param name="width">Bytes of a number where it is stored.</param>
internal sealed class DistinctNumbers(int width) : HashedValues
{
    private long[] _numbers = new long[SmallestTable / 2];

    public override long Bytes => (long)Count * width;

    public override ReadOnlySpan<ulong> Hashes => MemoryMarshal.Cast<long, ulong>(_numbers.AsSpan(0, Count));

    public override long Number(int code) => _numbers[code];

    /// <summary>The code of a number, a new one where it is met for the first time.</summary>
    public int Add(long number)
    {
        var slots = Slots;
        var mask = slots.Length - 1;
        for (var slot = Slot(number) & mask; ; slot = (slot + 1) & mask)
        {
            var code = slots[slot] - 1;
            if (code < 0)
                return AddNew(number, slot);
            if (_numbers[code] == number)
                return code;
        }
    }

    protected override int SlotOf(int code) => Slot(_numbers[code]);

    private static int Slot(long number) => (int)(((ulong)number * 0x9E3779B97F4A7C15) >> 33);

    private int AddNew(long number, int slot)
    {
        if (Count == _numbers.Length)
            Array.Resize(ref _numbers, Count * 2);
        _numbers[Count] = number;
        return Take(slot);
    }
}
