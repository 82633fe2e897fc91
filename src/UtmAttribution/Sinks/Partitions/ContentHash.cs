using System.IO.Hashing;
using System.Text;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>
/// The hash of data: the same rows in the same order give the same hash whatever the
/// engine's version, the compression or the size of row groups.
/// <para>XXH128, as 32 hex digits, over the columns in their order; each gives its name, 0x00, its SQL type, 0x00, the XXH128 of
/// its presence (per row one byte: 1 for a value, 0 for NULL) and the XXH128 of its values without the NULLs, as Parquet's PLAIN
/// encoding writes them: little-endian, text as UTF-8 after its length in 4 bytes; a boolean is one byte.</para>
/// </summary>
internal sealed class ContentHash
{
    /// <summary>The algorithm's name in the manifest.</summary>
    public const string Algorithm = "xxh128 of columns, v1";

    private readonly ColumnHash[] _columns;

    /// <summary>Starts a hash over the rows of a result, all of whose columns count.</summary>
    public ContentHash(IReadOnlyList<DuckDBColumn> columns)
    {
        var buffer = new HashBuffer();
        _columns = [.. columns.Select(column => new ColumnHash(column, buffer))];
    }

    /// <summary>Adds the next rows.</summary>
    public void Append(DuckDBDataChunk chunk)
    {
        for (var i = 0; i < _columns.Length; i++)
            _columns[i].Append(chunk.Column(i));
    }

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
