using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.DuckDb;

namespace UtmAttribution.Tests.Loading;

/// <summary>Loaded rows that are kept as files are, for the engine, the rows of a table.</summary>
public sealed class RowFileTests : IDisposable
{
    private const int RowsOfGroup = 122_880;

    private readonly TemporaryFolder _folder = new();
    private readonly MemoryDatabase _database = new();
    private readonly LoadedRows _rows;

    public RowFileTests() => _rows = new(_database.Connection, _folder.Path);

    [Theory]
    [InlineData("boolean", true, false)]
    [InlineData("tinyint", (byte)0, (byte)127)]
    [InlineData("integer", int.MinValue, int.MaxValue)]
    [InlineData("bigint", long.MinValue, long.MaxValue)]
    [InlineData("date", -1, 20_000)]
    [InlineData("varchar", "", "ein längerer Text 🦆 with \0 and 'quotes'")]
    public void Values_and_NULLs_of_every_type_come_back(string type, object first, object second)
    {
        Create($"a {type}, b {type}");
        using (var file = _rows.Open("t", PartNumbers.Alone))
        {
            foreach (var (a, b) in (ReadOnlySpan<(object?, object?)>)[(first, null), (second, null), (null, null), (first, null)])
            {
                Set(file, 0, a);
                Set(file, 1, b);
                file.EndRow();
            }
            file.Close();
        }
        Show();

        Assert.Equal($"'{type.ToUpperInvariant()}'", _database.Ask("select typeof(a) from t"));
        Assert.Equal($"[{Shown(first)}, {Shown(second)}, NULL, {Shown(first)}]", _database.Ask("select list(a) from t"));
        Assert.Equal("4", _database.Ask("select count(*) from t where b is null"));
    }

    [Fact]
    public void Wide_decimals_and_hashes_come_back()
    {
        Create("price decimal(38, 18), hash uuid");
        Int128[] prices = [0, -1, Int128.Parse("12345678901234567890123456789012345678"), -Int128.Parse("99999999999999999999999999999999999999")];
        using (var file = _rows.Open("t", PartNumbers.Alone))
        {
            foreach (var price in prices)
            {
                file.Set(0, price);
                file.Set(1, price);
                file.EndRow();
            }
            file.Close();
        }
        Show();

        Assert.Equal(
            "'0.000000000000000000 -0.000000000000000001 12345678901234567890.123456789012345678 -99999999999999999999.999999999999999999'",
            _database.Ask("select string_agg(price::varchar, ' ') from t"));
        Assert.Equal(("4", "'DECIMAL(38,18)'", "'UUID'"), (_database.Ask("select count(distinct hash) from t"), _database.Ask("select any_value(typeof(price)) from t"), _database.Ask("select any_value(typeof(hash)) from t")));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(RowsOfGroup - 1)]
    [InlineData(RowsOfGroup)]
    [InlineData(RowsOfGroup + 1)]
    [InlineData((2 * RowsOfGroup) + 7)]
    public void Rows_of_several_groups_keep_their_values_and_NULLs(int rows)
    {
        Create("n integer, third integer, is_even boolean, text varchar");
        using (var file = _rows.Open("t", PartNumbers.Alone))
        {
            for (var n = 0; n < rows; n++)
            {
                file.Set(0, n);
                file.SetOrNull(1, n % 3 == 0 ? n : (int?)null);
                file.SetOrNull(2, n < RowsOfGroup ? n % 2 == 0 : (bool?)null); // All, then none.
                file.SetText(3, n % 5 == 0 ? null : $"text {n}");
                file.EndRow();
            }
            file.Close();
        }
        Show();

        Assert.Equal($"{rows}", _database.Ask("select count(*) from t"));
        Assert.Equal("0", _database.Ask($"""
            select count(*) from t where n not between 0 and {rows} - 1
                or third is distinct from case when n % 3 = 0 then n end
                or is_even is distinct from case when n < {RowsOfGroup} then n % 2 = 0 end
                or text is distinct from case when n % 5 <> 0 then 'text ' || n end
            """));
        Assert.Equal($"{(rows + RowsOfGroup - 1) / RowsOfGroup}", _database.Ask($"select count(distinct row_group_id) from parquet_metadata('{_folder["t-0.parquet"]}')"));
    }

    [Fact]
    public void Long_texts_make_short_groups()
    {
        Create("n integer, text varchar");
        var text = new string('x', 1_000_000);
        using (var file = _rows.Open("t", PartNumbers.Alone))
        {
            for (var n = 0; n < 25; n++)
            {
                file.Set(0, n);
                file.SetText(1, text);
                file.EndRow();
            }
            file.Close();
        }
        Show();

        Assert.Equal("25000000", _database.Ask("select sum(strlen(text))::bigint from t"));
        Assert.Equal("3", _database.Ask($"select count(distinct row_group_id) from parquet_metadata('{_folder["t-0.parquet"]}')"));
    }

    [Fact]
    public void Parts_are_one_table_which_goes_with_its_files()
    {
        Create("n integer");
        foreach (var part in (ReadOnlySpan<int>)[0, 1])
        {
            using var file = _rows.Open("t", new(part, 2));
            file.Set(0, part);
            file.EndRow();
            file.Close();
        }
        Show();
        Show(); // What is there stays.

        Assert.Equal("[0, 1]", _database.Ask("select list(n order by n) from t"));
        Assert.True(_rows.Drop("t"));
        Assert.False(_rows.Drop("t"));
        Assert.Empty(Directory.GetFiles(_folder.Path));
        Assert.Equal("0", _database.Ask("select count(*) from duckdb_views() where view_name = 't'"));
    }

    [Fact]
    public void Folders_of_any_name_do()
    {
        var folder = Directory.CreateDirectory(_folder["o'neil [1] *ü"]).FullName;
        var rows = new LoadedRows(_database.Connection, folder);
        Create("n integer");
        using (var file = rows.Open("t", PartNumbers.Alone))
        {
            file.Set(0, 42);
            file.EndRow();
            file.Close();
        }
        rows.Show(CancellationToken.None);

        Assert.Equal("42", _database.Ask("select n from t"));
    }

    [Fact]
    public void A_row_that_lacks_a_value_or_has_one_of_another_type_is_a_fault()
    {
        Create("n integer, text varchar");
        using var file = _rows.Open("t", PartNumbers.Alone);

        Assert.Throws<InvalidCastException>(() => file.Set(0, 1L));
        Assert.Throws<InvalidCastException>(() => file.Set(1, 1));
        Assert.Throws<InvalidCastException>(() => file.SetUtf8(0, "1"u8));
        Assert.Throws<ArgumentException>(() => file.SetUtf8(1, [0xC3, 0x28]));
        file.Set(0, 1);
        Assert.Throws<InvalidOperationException>(file.EndRow);
    }

    [Fact]
    public void A_file_that_can_not_be_made_is_a_fault_of_the_machine()
    {
        Create("n integer");
        var nowhere = new LoadedRows(_database.Connection, _folder["missing"]);

        var fault = Assert.Throws<SpillException>(() => nowhere.Open("t", PartNumbers.Alone));

        Assert.Contains("t-0.parquet", fault.Message, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    private void Create(string columns) => _database.Connection.Execute($"create table t({columns})");

    private void Show() => _rows.Show(CancellationToken.None);

    private static void Set(RowFile file, int column, object? value)
    {
        switch (value)
        {
            case null:
                file.SetNull(column);
                break;
            case string text:
                file.SetText(column, text);
                break;
            case bool truth:
                file.Set(column, truth);
                break;
            case byte small:
                file.Set(column, small);
                break;
            case int number:
                file.Set(column, number);
                break;
            case long large:
                file.Set(column, large);
                break;
            default:
                throw new NotSupportedException($"{value}");
        }
    }

    private string Shown(object value) => value is int days && _database.Ask("select any_value(typeof(a)) from t") == "'DATE'"
        ? MemoryDatabase.Show(DateOnly.FromDateTime(DateTime.UnixEpoch.AddDays(days)))
        : MemoryDatabase.Show(value);
}
