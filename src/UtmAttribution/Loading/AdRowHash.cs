using System.Buffers;
using System.Buffers.Binary;
using System.IO.Hashing;
using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Tells whether two ad rows are equal in value in every column of the table, those that the contract does not know too.</summary>
internal sealed class AdRowHash
{
    private static readonly ColumnType[] Types =
        [.. SourceTable.AdsInsightsHourly.Columns.Select(column => column.Type), ColumnType.Text];

    private readonly ArrayBufferWriter<byte> _row = new(1_024);

    /// <summary>A hash that equal rows share: 1.5 and 1.50 are equal, and so are two spellings of one time.</summary>
    public Int128 Of(TableReader reader)
    {
        _row.ResetWrittenCount();
        for (var column = 0; column < Types.Length; column++)
        {
            if (SourceValue.IsNull(reader, column))
            {
                _row.Write("\0"u8);
                continue;
            }
            _row.GetSpan(1)[0] = (byte)(1 + (int)Types[column]);
            _row.Advance(1);
            Append(reader, column);
            _row.Write("\0"u8);
        }
        return (Int128)XxHash128.HashToUInt128(_row.WrittenSpan);
    }

    private void Append(TableReader reader, int column)
    {
        switch (Types[column])
        {
            case ColumnType.Number when NumberHash.TryWrite(_row, reader, column):
                break;
            case ColumnType.Timestamp when SourceValue.TryTime(reader, column, out var time) && time is { } microseconds:
                BinaryPrimitives.WriteInt64LittleEndian(_row.GetSpan(8), microseconds);
                _row.Advance(8);
                break;
            case ColumnType.Date when SourceValue.TryDate(reader, column, out var date) && date is { } day:
                BinaryPrimitives.WriteInt32LittleEndian(_row.GetSpan(4), day);
                _row.Advance(4);
                break;
            case ColumnType.Id:
                _row.Write(SourceValue.IdUtf8(reader, column, stackalloc byte[SourceValue.LongestNumber]));
                break;
            default:
                _row.Write(SourceValue.Utf8(reader, column));
                break;
        }
    }
}
