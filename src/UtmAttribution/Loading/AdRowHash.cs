using System.IO.Hashing;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Tells whether two ad rows are equal in value in every column of the table, those that the contract does not know too.</summary>
internal sealed class AdRowHash
{
    private static readonly ColumnType[] Types =
        [.. SourceTable.AdsInsightsHourly.Columns.Select(column => column.Type), ColumnType.Text];

    private readonly XxHash128 _hash = new();

    /// <summary>A hash that equal rows share: 1.5 and 1.50 are equal, and so are two spellings of one time.</summary>
    public Int128 Of(TableReader reader)
    {
        for (var column = 0; column < Types.Length; column++)
        {
            if (SourceValue.IsNull(reader, column))
            {
                _hash.Append([0]);
                continue;
            }
            _hash.Append([(byte)(1 + (int)Types[column])]);
            Append(reader, column);
            _hash.Append([0]);
        }
        var result = (Int128)_hash.GetCurrentHashAsUInt128();
        _hash.Reset();
        return result;
    }

    private void Append(TableReader reader, int column)
    {
        switch (Types[column])
        {
            case ColumnType.Number when SourceValue.TryAmount(reader, column, out var amount) && amount is { } number:
                Append(number);
                break;
            case ColumnType.Timestamp when SourceValue.TryTime(reader, column, out var time) && time is { } microseconds:
                _hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<long>(in microseconds)));
                break;
            case ColumnType.Id:
                _hash.Append(Encoding.UTF8.GetBytes(SourceValue.Id(reader, column) ?? ""));
                break;
            case var _ when reader.Kind(column) == ValueKind.Text:
                _hash.Append(reader.Text(column));
                break;
            default:
                _hash.Append(Encoding.UTF8.GetBytes(SourceValue.Text(reader, column)!));
                break;
        }
    }

    private void Append(Amount number)
    {
        var (coefficient, scale) = (number.Coefficient, number.Scale);
        if (scale < 0) // 1.5e3 is 1500.
            (coefficient, scale) = (coefficient * BigInteger.Pow(10, -scale), 0);
        while (scale > 0 && (coefficient % 10).IsZero)
            (coefficient, scale) = (coefficient / 10, scale - 1);
        _hash.Append(MemoryMarshal.AsBytes(new ReadOnlySpan<int>(in scale)));
        _hash.Append(coefficient.ToByteArray());
    }
}
