using System.Text;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

public sealed class CopyRowsTests
{
    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, .. "\r\n\0"u8, 0, 0, 0, 0, 0, 0, 0, 3, 9, 9, 9];

    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 8)]
    [InlineData(7, 64)]
    [InlineData(10_000, 1 << 18)]
    public void Rows_are_whole_wherever_the_bytes_are_cut_and_however_long_they_are(int bytesPerRead, int bufferSize)
    {
        var long1 = new string('ö', 500);
        byte[] copy = [.. Header, .. Row("a", null, ""), .. Row(long1, "b", "c"), .. Row(null, null, null), 0xFF, 0xFF];
        var rows = new CopyRows(new Trickle(copy, bytesPerRead).Read, fields: 3, bufferSize);

        Assert.Equal([["a", null, ""], [long1, "b", "c"], [null, null, null]], All(rows));
    }

    [Fact]
    public void Bytes_that_end_before_the_last_row_are_a_fault()
    {
        byte[] copy = [.. Header, .. Row("a", "b", "c")];
        var rows = new CopyRows(new MemoryStream(copy).Read, fields: 3);
        Assert.True(rows.Read());
        Assert.Throws<EndOfStreamException>(() => rows.Read());
    }

    private static List<List<string?>> All(CopyRows rows)
    {
        var all = new List<List<string?>>();
        while (rows.Read())
            all.Add([.. Enumerable.Range(0, 3).Select(field => rows.IsNull(field) ? null : Encoding.UTF8.GetString(rows[field]))]);
        return all;
    }

    private static byte[] Row(params string?[] values) =>
        [0, (byte)values.Length, .. values.SelectMany(value => value is null ? [0xFF, 0xFF, 0xFF, 0xFF] : Field(Encoding.UTF8.GetBytes(value)))];

    private static byte[] Field(byte[] value) => [0, 0, (byte)(value.Length >> 8), (byte)value.Length, .. value];

    private sealed class Trickle(byte[] bytes, int most) : MemoryStream(bytes)
    {
        public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, most));
    }
}
