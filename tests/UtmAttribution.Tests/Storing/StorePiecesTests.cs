using UtmAttribution.Storing;

namespace UtmAttribution.Tests.Storing;

/// <summary>Which days are loaded together.</summary>
public sealed class StorePiecesTests
{
    [Theory]
    [InlineData("", true, "")]
    [InlineData("5", true, "5-6")]
    [InlineData("9 5 8", true, "5-10")] // Days between are not asked for by themselves.
    [InlineData("5 10", true, "5-6 10-11")]
    [InlineData("none 5 10", true, "none 5-6 10-11")] // Rows without a day are read on their own.
    [InlineData("1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 21 22 23 24 25 26 27 28 29 30 31 32 33", true, "1-32 32-34")]
    [InlineData("none 5 10 400", false, "none 5-401")] // Where all is read for any of them, it is read once.
    public void Days_that_are_near_to_each_other_are_a_piece(string days, bool areRead, string pieces)
    {
        var found = StorePieces.Of(days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => day == "none" ? StoredTable.NoDay : int.Parse(day)), areRead);

        Assert.Equal(pieces, string.Join(' ', found.Select(piece => piece.From == StoredTable.NoDay ? "none" : $"{piece.From}-{piece.Until}")));
    }
}
