namespace UtmAttribution.Loading;

/// <summary>Orders that were loaded together and are kept on the disk.</summary>
/// <param name="Piece">Which.</param>
/// <param name="Files">Their files by table.</param>
/// <param name="PathsSeen">How many of their landing pages are paths.</param>
internal sealed record LandedOrders(OrderPiece Piece, IReadOnlyDictionary<string, IReadOnlyList<string>> Files, long PathsSeen)
{
    /// <summary>Whether all of them are before a time. Those without a time belong to every run.</summary>
    public bool IsBefore(long microseconds) => !Piece.HasUndated && Piece.Range!.Until <= microseconds;
}
