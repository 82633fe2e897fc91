using System.IO.Hashing;
using System.Runtime.InteropServices;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>The two hashes of one column, see <see cref="ContentHash"/>.</summary>
/// <param name="name">The column's name.</param>
/// <param name="sqlType">Its type.</param>
internal sealed class ColumnHash(string name, string sqlType)
{
    private const int Piece = 2048;

    private static readonly byte[] AllPresent = [.. Enumerable.Repeat((byte)1, Piece)];

    /// <summary>The column's name.</summary>
    public string Name => name;

    /// <summary>The column's type.</summary>
    public string SqlType => sqlType;

    /// <summary>One byte a row: 1 for a value, 0 for NULL.</summary>
    public XxHash128 Presence { get; } = new();

    /// <summary>The values that are not NULL, eight bytes each.</summary>
    public XxHash128 Values { get; } = new();

    /// <summary>Adds the next values.</summary>
    /// <param name="codes">A code a row.</param>
    /// <param name="distinct">What they mean.</param>
    public void Append(ReadOnlySpan<int> codes, DistinctValues distinct)
    {
        Span<byte> presence = stackalloc byte[Piece];
        Span<ulong> values = stackalloc ulong[Piece];
        var hashes = distinct.Hashes;
        for (; !codes.IsEmpty; codes = codes[Math.Min(Piece, codes.Length)..])
        {
            var rows = codes[..Math.Min(Piece, codes.Length)];
            var count = 0;
            for (var row = 0; row < rows.Length; row++)
            {
                presence[row] = 0;
                if (rows[row] == ColumnCoder.Null)
                    continue;
                presence[row] = 1;
                values[count++] = hashes[rows[row]];
            }

            Presence.Append(count == rows.Length ? AllPresent.AsSpan(0, count) : presence[..rows.Length]);
            Values.Append(MemoryMarshal.AsBytes(values[..count]));
        }
    }
}
