namespace UtmAttribution.Tests.Reference;

/// <summary>Text by its UTF-8 bytes, NULL last.</summary>
internal static class ByteOrder
{
    public static int Compare(string? a, string? b)
    {
        if (ReferenceEquals(a, b))
            return 0;
        if (a is null || b is null)
            return a is null ? 1 : -1;
        for (var i = 0; i < a.Length && i < b.Length; i++)
        {
            if (a[i] != b[i])
                return Rank(a[i]) - Rank(b[i]);
        }
        return a.Length - b.Length;
    }

    /// <summary>The same with NULL least.</summary>
    public static int CompareNullLeast(string? a, string? b) =>
        a is null || b is null ? (a is null ? 0 : 1) - (b is null ? 0 : 1) : Compare(a, b);

    // UTF-8 orders by code point: a surrogate stands for one above every other UTF-16 unit.
    private static int Rank(char c) => char.IsSurrogate(c) ? c + 0x10000 : c;
}
