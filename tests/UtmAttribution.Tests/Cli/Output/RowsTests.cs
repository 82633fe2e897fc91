using System.Data;
using System.Numerics;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Output;

namespace UtmAttribution.Tests.Cli.Output;

public sealed class RowsTests : IDisposable
{
    private readonly DataTable _rows = new()
    {
        Columns = { "channel", { "orders", typeof(long) }, { "revenue", typeof(decimal) }, { "first", typeof(DateTime) }, { "day", typeof(DateOnly) } },
    };

    public RowsTests()
    {
        _rows.Columns["first"]!.DateTimeMode = DataSetDateTime.Utc;
        _rows.Rows.Add("Facebook", 1_234L, 12_345.6700m, new DateTime(2026, 3, 1, 12, 30, 0, DateTimeKind.Utc), new DateOnly(2026, 3, 1));
        _rows.Rows.Add("a \"b\", c\nd", -1L, 0.5m, DBNull.Value, DBNull.Value);
        _rows.Rows.Add("", 0L, 0m, new DateTime(2026, 3, 1, 12, 30, 0, 250, DateTimeKind.Utc), new DateOnly(1970, 1, 1));
    }

    public void Dispose() => _rows.Dispose();

    [Fact]
    public void CSV_follows_RFC_4180_and_keeps_NULL_apart_from_empty_text() => Assert.Equal(
        "channel,orders,revenue,first,day\r\n"
        + "Facebook,1234,12345.6700,2026-03-01T12:30:00Z,2026-03-01\r\n"
        + "\"a \"\"b\"\", c\nd\",-1,0.5,,\r\n"
        + "\"\",0,0,2026-03-01T12:30:00.25Z,1970-01-01\r\n",
        Written(RowFormat.Csv));

    [Fact]
    public void JSON_is_an_array_with_an_object_per_line() => Assert.Equal(
        """
        [
        {"channel":"Facebook","orders":1234,"revenue":12345.6700,"first":"2026-03-01T12:30:00Z","day":"2026-03-01"},
        {"channel":"a \"b\", c\nd","orders":-1,"revenue":0.5,"first":null,"day":null},
        {"channel":"","orders":0,"revenue":0,"first":"2026-03-01T12:30:00.25Z","day":"1970-01-01"}
        ]

        """.ReplaceLineEndings("\n"),
        Written(RowFormat.Json));

    [Fact]
    public void JSON_without_rows_is_an_empty_array()
    {
        _rows.Clear();

        Assert.Equal("[]\n", Written(RowFormat.Json));
    }

    [Fact]
    public void JSON_has_figures_of_any_size_lists_and_structures()
    {
        using var table = new DataTable { Columns = { { "v", typeof(object) } } };
        table.Rows.Add(BigInteger.Parse("170141183460469231731687303715884105727"));
        table.Rows.Add(double.NaN);
        table.Rows.Add(true);
        table.Rows.Add(new List<object?> { 1, null, "x" });
        table.Rows.Add(new Dictionary<string, object?> { ["a"] = 1.50m, ["b"] = null });

        Assert.Equal(
            """
            [
            {"v":170141183460469231731687303715884105727},
            {"v":"NaN"},
            {"v":true},
            {"v":[1,null,"x"]},
            {"v":{"a":1.50,"b":null}}
            ]

            """.ReplaceLineEndings("\n"),
            Written(RowFormat.Json, table));
    }

    [Fact]
    public void A_table_is_aligned_with_figures_on_the_right_and_a_row_is_one_line() => Assert.Equal(
        """
         channel     orders     revenue  first                    day
        ─────────────────────────────────────────────────────────────────────
         Facebook      1234  12345.6700  2026-03-01T12:30:00Z     2026-03-01
         a "b", c d      -1         0.5  NULL                     NULL
                          0           0  2026-03-01T12:30:00.25Z  1970-01-01

        """.ReplaceLineEndings("\n"),
        Written(RowFormat.Table));

    [Fact]
    public void A_pipe_gets_every_column_in_full()
    {
        using var table = Wide();

        Assert.Contains(new string('x', 200), Written(RowFormat.Table, table));
        Assert.Contains("column29", Written(RowFormat.Table, table));
    }

    [Fact]
    public void A_terminal_gets_what_fits_and_is_told_what_did_not()
    {
        using var table = Wide();
        using var output = new StringWriter();
        using var error = new StringWriter();
        using var reader = table.CreateDataReader();

        TableRows.Write(reader, new Terminal(output, error) { OutIsTerminal = true, Width = 60, Unicode = true }, CancellationToken.None);

        var lines = output.ToString().ReplaceLineEndings("\n").TrimEnd().Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.All(lines, line => Assert.InRange(line.Length, 40, 60));
        Assert.Equal("1 row\n27 columns did not fit; select fewer, or use --format csv\n", error.ToString().ReplaceLineEndings("\n"));
    }

    private static DataTable Wide()
    {
        var table = new DataTable();
        table.Columns.Add("long");
        for (var i = 0; i < 30; i++)
            table.Columns.Add($"column{i}");

        table.Rows.Add([new string('x', 200), .. Enumerable.Range(0, 30).Select(i => (object)i)]);
        return table;
    }

    private string Written(RowFormat format, DataTable? table = null)
    {
        using var output = new StringWriter();
        using var reader = (table ?? _rows).CreateDataReader();
        format.Write(reader, new Terminal(output, TextWriter.Null) { Unicode = true }, CancellationToken.None);
        return output.ToString();
    }
}
