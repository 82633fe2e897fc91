namespace UtmAttribution.Sinks.Rows;

/// <summary>Distinct values that are found again by hashing with open addressing.</summary>
internal abstract class HashedValues : DistinctValues
{
    /// <summary>The slots of the smallest table.</summary>
    protected const int SmallestTable = 256;

    private int _count;

    public sealed override int Count => _count;

    /// <summary>A code and one more; 0 is free. A power of two of them, at most half of them taken.</summary>
    protected int[] Slots { get; private set; } = new int[SmallestTable];

    /// <summary>Forgets all.</summary>
    public void Clear()
    {
        if (Slots.Length > SmallestTable && _count < Slots.Length / 16)
            Slots = new int[Math.Max(SmallestTable, Slots.Length / 4)];
        else
            Array.Clear(Slots);
        _count = 0;
    }

    /// <summary>Where the search for a value begins, but for the bits that are too many.</summary>
    protected abstract int SlotOf(int code);

    /// <summary>Gives the next code to a free slot; its value must be kept already.</summary>
    protected int Take(int slot)
    {
        Slots[slot] = ++_count;
        if (_count * 2 > Slots.Length)
            Grow();
        return _count - 1;
    }

    private void Grow()
    {
        Slots = new int[Slots.Length * 2];
        var mask = Slots.Length - 1;
        for (var code = 0; code < _count; code++)
        {
            var slot = SlotOf(code) & mask;
            while (Slots[slot] != 0)
                slot = (slot + 1) & mask;
            Slots[slot] = code + 1;
        }
    }
}
