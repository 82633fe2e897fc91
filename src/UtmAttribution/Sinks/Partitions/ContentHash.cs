using System.IO.Hashing;
using System.Text;
using UtmAttribution.Sinks.Rows;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// The hash of data: the same rows in the same order give the same hash whatever the
/// engine's version, the encoding, the compression or the size of row groups.
/// <para>XXH128, as 32 hex digits, over the columns in their order; each gives its name, 0x00, its SQL type, 0x00, the XXH128 of
/// its presence (per row one byte: 1 for a value, 0 for NULL) and the XXH128 of its values without the NULLs, eight bytes each,
/// little-endian: the XXH3 of a text's UTF-8; a number, the unscaled number of a decimal, days of a date, microseconds of a time,
/// 0 or 1 of a truth value, as a signed number.</para>
/// </summary>
/// <param name="columns">Names and types of the columns that count.</param>
internal sealed class ContentHash(IEnumerable<(string Name, string SqlType)> columns)
{
    /// <summary>The algorithm's name in the manifest.</summary>
    public const string Algorithm = "xxh128 of columns, v2";

    private readonly ColumnHash[] _columns = [.. columns.Select(column => new ColumnHash(column.Name, column.SqlType))];

    /// <summary>Adds the next values of a column; every column must be given the same rows.</summary>
    /// <param name="column">The column, counted from 0.</param>
    /// <param name="codes">A code a row.</param>
    /// <param name="distinct">What they mean.</param>
    public void Append(int column, ReadOnlySpan<int> codes, DistinctValues distinct) => _columns[column].Append(codes, distinct);

    /// <summary>The hash of all rows so far.</summary>
    public string ToText()
    {
        var whole = new XxHash128();
        Span<byte> digest = stackalloc byte[16];
        foreach (var column in _columns)
        {
            whole.Append(Encoding.UTF8.GetBytes($"{column.Name}\0{column.SqlType}\0"));
            column.Presence.GetCurrentHash(digest);
            whole.Append(digest);
            column.Values.GetCurrentHash(digest);
            whole.Append(digest);
        }

        return Convert.ToHexStringLower(whole.GetCurrentHash());
    }
}
