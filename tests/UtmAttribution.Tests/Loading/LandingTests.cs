using UtmAttribution.Loading;
using UtmAttribution.Sources;

namespace UtmAttribution.Tests.Loading;

/// <summary>Which orders a landing asks for, keeps and gives away, run after run.</summary>
public sealed class LandingTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("utm-landing-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("0-10 4-14 8-18", "0-5 5-10 | 10-14 | 14-18", "undated 5-10 10-14 14-18")] // What is over before a run begins, goes.
    [InlineData("0-10 5-10", "0-5 5-10 | ", "undated 5-10")]
    [InlineData("0-4 100-104", "0-4 | 100-104", "undated 100-104")] // Windows between were published before.
    [InlineData("0-10 0-12 0-14", "0-5 5-10 | 10-12 | 12-14", "undated 0-5 5-10 10-12 12-14")] // All learn from the first dates.
    public void A_run_asks_for_what_is_not_there_and_what_is_over_goes(string runs, string asked, string kept)
    {
        var landing = new Landing(_folder.FullName, mostPieces: 10, pieceLength: 5);
        var found = new List<string>();

        foreach (var run in runs.Split(' ').Select(run => run.Split('-')))
        {
            var pieces = new List<OrderPiece>();
            foreach (var piece in landing.Missing(new("created_at", long.Parse(run[0]), long.Parse(run[1])), parts: 2))
            {
                landing.Add(Landed(piece));
                pieces.Add(piece);
            }
            found.Add(string.Join(' ', pieces.Where(piece => !piece.HasUndated).Select(Text)));
        }

        Assert.Equal(asked, string.Join(" | ", found));
        Assert.Equal(kept, string.Join(' ', All(landing).Select(landed => Text(landed.Piece))));
        Assert.Equal(kept.Split(' ').Order(), Files().Order());
    }

    [Fact]
    public void Pieces_and_their_parts_number_no_two_orders_alike_and_know_their_own()
    {
        var landing = new Landing(_folder.FullName, mostPieces: 4, pieceLength: 5);
        var pieces = landing.Missing(new("created_at", 0, 15), parts: 3).ToList();

        var numbers = pieces.SelectMany(piece => Enumerable.Range(0, 3).SelectMany(part => Enumerable.Range(0, 50).Select(index => (piece, Number: piece.Numbers(part, 2).Of(index))))).ToList();

        Assert.Equal(4, pieces.Count);
        Assert.Equal(numbers.Count, numbers.Select(one => one.Number).Distinct().Count());
        Assert.All(numbers, one => Assert.Equal([one.piece], pieces.Where(piece => piece.Has(one.Number))));
    }

    [Fact]
    public void What_a_run_still_reads_stays_until_it_has_ended_and_no_other_run_counts_on_it()
    {
        var landing = new Landing(_folder.FullName, mostPieces: 10, pieceLength: 5);
        var first = landing.Begin();
        Assert.Equal(["undated", "0-5", "5-10"], Load(0, 10));
        using var second = landing.Begin();
        Assert.Equal(["undated", "20-25"], Load(20, 25));
        Assert.Equal(["0-5", "20-25", "5-10", "undated"], Files().Order());

        first.Dispose();
        using var third = landing.Begin();
        Assert.Equal(["undated", "20-25", "25-30"], Load(20, 30));
        Assert.Equal(["20-25", "25-30", "undated"], Files().Order());

        List<string> Load(long from, long until)
        {
            var range = new ReadRange("created_at", from, until);
            foreach (var piece in landing.Missing(range, parts: 1))
                landing.Add(Landed(piece));
            return [.. landing.OrdersOf(range).Select(landed => Text(landed.Piece))];
        }
    }

    private LandedOrders Landed(OrderPiece piece)
    {
        var file = Path.Combine(_folder.FullName, $"{piece.Numbers(0, 1).Part}");
        File.WriteAllText(file, Text(piece));
        return new(piece, new Dictionary<string, IReadOnlyList<string>> { ["order_rows"] = [file] }, PathsSeen: 0);
    }

    private IEnumerable<string> Files() => _folder.EnumerateFiles().Select(file => File.ReadAllText(file.FullName));

    private static IReadOnlyList<LandedOrders> All(Landing landing) => landing.OrdersOf(new("created_at", long.MinValue, long.MaxValue));

    private static string Text(OrderPiece piece) => piece.HasUndated ? "undated" : $"{piece.Range!.From}-{piece.Range.Until}";
}
