using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>
/// What is known of texts, found by their hashes. Hash and value lie side by side, so that a look into a table that is far
/// larger than the processor's caches waits for memory once.
/// </summary>
internal sealed class TextHashTable<T>
    where T : struct
{
    private const int FirstCapacity = 256;

    private Slot[] _slots = new Slot[FirstCapacity];

    /// <summary>How many texts are known.</summary>
    public int Count { get; private set; }

    /// <summary>The value of a text; it may be set through the reference until the next call.</summary>
    /// <param name="key">The text's hash.</param>
    /// <param name="exists">Whether it was known; otherwise it is now, with the default value.</param>
    public ref T GetOrAdd(TextHash key, out bool exists)
    {
        var lower = Marked(key);
        ref var slot = ref Find(_slots, lower, key.Upper);
        exists = slot.Lower != 0;
        if (!exists)
        {
            if (++Count * 2 > _slots.Length)
            {
                Grow();
                slot = ref Find(_slots, lower, key.Upper);
            }
            (slot.Lower, slot.Upper) = (lower, key.Upper);
        }
        return ref slot.Value;
    }

    /// <summary>Brings the place of a text near, for a look that follows soon; several at once are waited for together.</summary>
    /// <returns>Anything, so that it is not left out.</returns>
    public ulong BringNear(TextHash key) => _slots[(int)(Marked(key) & (ulong)(_slots.Length - 1))].Lower;

    /// <summary>Forgets all texts.</summary>
    public void Clear()
    {
        Array.Clear(_slots);
        Count = 0;
    }

    // 0 marks an empty slot.
    private static ulong Marked(TextHash key) => key.Lower == 0 ? 1 : key.Lower;

    private static ref Slot Find(Slot[] slots, ulong lower, ulong upper)
    {
        var mask = slots.Length - 1;
        for (var i = (int)lower & mask; ; i = (i + 1) & mask)
        {
            ref var slot = ref slots[i];
            if (slot.Lower == 0 || (slot.Lower == lower && slot.Upper == upper))
                return ref slot;
        }
    }

    private void Grow()
    {
        var larger = new Slot[_slots.Length * 2];
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Lower != 0)
                Find(larger, slot.Lower, slot.Upper) = slot;
        }
        _slots = larger;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Slot
    {
        public ulong Lower;
        public ulong Upper;
        public T Value;
    }
}
