using System.Buffers.Binary;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>What readers may know of a column of a row group before they read it, so that they can pass over it.</summary>
/// <param name="Nulls">Rows that are NULL.</param>
/// <param name="Distinct">Distinct values; null where they were not counted.</param>
/// <param name="Least">The least value as it is stored; null where there is none, or where it is long.</param>
/// <param name="Greatest">The greatest.</param>
internal sealed record ColumnStatistics(int Nulls, int? Distinct, byte[]? Least, byte[]? Greatest)
{
    // A bound must be cheap to read; one that is cut would be no bound for every reader.
    private const int LongestText = 128;

    /// <summary>Looks at the distinct values.</summary>
    public static ColumnStatistics Of(PhysicalType type, DistinctValues distinct, int nulls)
    {
        var (least, greatest) = distinct.Count == 0 ? (null, null)
            : type.Id == PhysicalType.ByteArray ? TextBounds(distinct)
            : NumberBounds(type, distinct);
        return new(nulls, distinct.Count, least, greatest);
    }

    private static (byte[]? Least, byte[]? Greatest) TextBounds(DistinctValues distinct)
    {
        var (least, greatest) = (0, 0);
        for (var code = 1; code < distinct.Count; code++)
        {
            var text = distinct.Text(code);
            if (text.SequenceCompareTo(distinct.Text(least)) < 0)
                least = code;
            else if (text.SequenceCompareTo(distinct.Text(greatest)) > 0)
                greatest = code;
        }

        return distinct.Text(least).Length > LongestText || distinct.Text(greatest).Length > LongestText
            ? (null, null)
            : (distinct.Text(least).ToArray(), distinct.Text(greatest).ToArray());
    }

    private static (byte[] Least, byte[] Greatest) NumberBounds(PhysicalType type, DistinctValues distinct)
    {
        var (least, greatest) = (distinct.Number(0), distinct.Number(0));
        for (var code = 1; code < distinct.Count; code++)
        {
            least = Math.Min(least, distinct.Number(code));
            greatest = Math.Max(greatest, distinct.Number(code));
        }

        return (Stored(type, least), Stored(type, greatest));
    }

    private static byte[] Stored(PhysicalType type, long number)
    {
        var bytes = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        return type.Id == PhysicalType.Boolean ? bytes[..1] : bytes[..type.Width];
    }
}
