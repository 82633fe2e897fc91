using System.Globalization;
using System.Text;
using UtmAttribution.Loading;

namespace UtmAttribution.Tests.Loading;

public sealed class SeenIdsTests
{
    private const int Ids = 1_000_000;

    [Fact]
    public void Every_id_that_came_before_is_told_and_less_than_one_in_a_hundred_others()
    {
        var seen = new SeenIds();

        var mistaken = Enumerable.Range(0, Ids).Count(number => seen.AddMayRepeat(Id(number)));

        Assert.InRange(mistaken, 0, Ids / 100);
        Assert.All(Enumerable.Range(0, 1000), number => Assert.True(seen.AddMayRepeat(Id(number * 997))));
    }

    [Fact]
    public void Of_parts_side_by_side_only_one_has_an_id_first()
    {
        var seen = new SeenIds();
        var first = 0;

        Parallel.For(0, 8, _ =>
        {
            for (var number = 0; number < 10_000; number++)
            {
                if (!seen.AddMayRepeat(Id(number)))
                    Interlocked.Increment(ref first);
            }
        });

        Assert.InRange(first, 9_900, 10_000);
    }

    private static byte[] Id(int number) => Encoding.ASCII.GetBytes((5_000_000_000_000L + (number * 32_768L)).ToString(CultureInfo.InvariantCulture));
}
