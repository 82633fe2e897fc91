namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>
/// Parquet's RLE / bit-packing hybrid: small numbers as runs of one value, and as groups of eight in as few bits as the largest needs.
/// </summary>
internal static class HybridEncoding
{
    private const int Group = 8;

    /// <summary>Bits of the largest of so many codes; at least one, since readers differ on groups of nothing.</summary>
    public static int BitsFor(int codes) => codes <= 2 ? 1 : 32 - int.LeadingZeroCount(codes - 1);

    /// <summary>One value, many times.</summary>
    public static void WriteRun(ByteBuffer target, int value, int count, int bits)
    {
        target.AddVarint((uint)count << 1);
        for (var done = 0; done < bits; done += 8)
            target.Add((byte)(value >> done));
    }

    /// <summary>All values, none wider than the bits.</summary>
    public static void Write(ByteBuffer target, ReadOnlySpan<int> values, int bits)
    {
        var packed = 0; // From here on values wait to be packed.
        var at = 0;
        while (at < values.Length)
        {
            if (at + 1 < values.Length && values[at + 1] != values[at])
            {
                at++;
                continue;
            }

            var run = values[at..].IndexOfAnyExcept(values[at]);
            run = run < 0 ? values.Length - at : run;
            // What is packed before a run must be whole groups, which the run fills up.
            var fill = (Group - ((at - packed) % Group)) % Group;
            if (run - fill >= Group)
            {
                Pack(target, values[packed..(at + fill)], bits);
                WriteRun(target, values[at], run - fill, bits);
                packed = at + run;
            }

            at += run;
        }

        Pack(target, values[packed..], bits);
    }

    // The last group may lack values, only at the very end; zeros fill it.
    private static void Pack(ByteBuffer target, ReadOnlySpan<int> values, int bits)
    {
        if (values.IsEmpty)
            return;
        var groups = (values.Length + Group - 1) / Group;
        target.AddVarint(((uint)groups << 1) | 1);
        var bytes = target.Take(groups * bits);
        var waiting = 0UL;
        var width = 0;
        var end = 0;
        foreach (var value in values)
        {
            waiting |= (ulong)(uint)value << width;
            width += bits;
            if (width >= 32)
            {
                System.Buffers.Binary.BinaryPrimitives.WriteUInt32LittleEndian(bytes[end..], (uint)waiting);
                waiting >>= 32;
                width -= 32;
                end += sizeof(uint);
            }
        }

        for (; end < bytes.Length; end++, waiting >>= 8)
            bytes[end] = (byte)waiting;
    }
}
