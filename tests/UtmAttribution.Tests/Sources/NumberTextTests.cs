using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Sources;
using UtmAttribution.Tests.DuckDb;

namespace UtmAttribution.Tests.Sources;

/// <summary>Numbers are shown and read as if the engine had written them as text.</summary>
public sealed class NumberTextTests
{
    private static readonly double[] Special =
    [
        0, -0.0, 1, -5, 12.5, 0.1, 0.0001, 0.00012, 0.00001, 1.5e-7, 123456789012345, 1e15, 1234567890123456.5, 999999999999999.9,
        9007199254740993, 9.5e15, 1e16, 1.25e17, 1e100, 5e-324, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity,
    ];

    [Fact]
    public void Doubles_are_shown_as_the_engine_shows_them()
    {
        using var database = new MemoryDatabase();
        foreach (var (number, text) in Shown(database, "double", [.. Special.Concat(Random())]))
            Assert.Equal(text, NumberText.Of(number));
    }

    [Fact]
    public void Decimals_are_shown_as_the_engine_shows_them()
    {
        using var database = new MemoryDatabase();
        foreach (var (number, text) in Shown(database, "decimal(18, 6)", [0L, 5, -5, 1_000_000, -12_345_678, 999_999_999_999_999_999]))
            Assert.Equal(text, NumberText.Of(number, 6));
    }

    [Fact]
    public void A_double_that_is_short_is_the_number_that_it_shows()
    {
        foreach (var number in Special.Concat(Random()).Where(double.IsFinite))
        {
            Assert.True(Amount.TryParse(Encoding.UTF8.GetBytes(NumberText.Of(number)), out var shown));
            if (ShortAmount.TryOf(number, out var found))
                Assert.Equal(shown.Round(20), new Amount(found.Coefficient, found.Scale).Round(20));
            else
                Assert.True(number is < 0 or >= 1e11 || shown.Scale > 4, NumberText.Of(number));
        }
    }

    // Amounts with few digits, ratios of them, and any bits at all.
    private static IEnumerable<double> Random()
    {
        var random = new Random(17);
        for (var i = 0; i < 20_000; i++)
        {
            yield return random.Next(1_000_000_000) / 100.0;
            yield return random.NextInt64(1_000_000_000_000_000) / 10_000.0;
            yield return random.Next(1_000_000) / (double)random.Next(1, 5_000);
            yield return BitConverter.Int64BitsToDouble(random.NextInt64());
        }
    }

    private static List<(T Number, string Text)> Shown<T>(MemoryDatabase database, string type, T[] numbers)
        where T : unmanaged
    {
        database.Connection.Execute($"create table numbers (position integer, number {type})");
        using (var appender = database.Connection.CreateAppender("numbers"))
        {
            foreach (var (index, number) in numbers.Index())
            {
                appender.Set(0, index);
                appender.Set(1, number);
                appender.EndRow();
            }
            appender.Close();
        }
        var shown = new List<(T, string)>();
        using var reader = database.Connection.ExecuteReader("select number::varchar from numbers order by position");
        while (reader.Read())
            shown.Add((numbers[shown.Count], reader.GetString(0)));
        return shown;
    }
}
