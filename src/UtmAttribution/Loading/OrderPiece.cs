using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Orders that are loaded together: those of a range of times, and those whose time can't be read where it has them too.</summary>
/// <param name="Range">The times; null for all.</param>
/// <param name="HasUndated">Whether it has the orders whose time can't be read.</param>
internal sealed record OrderPiece(ReadRange? Range, bool HasUndated)
{
    /// <summary>Where it stands among the pieces of a landing; null where it is the only one.</summary>
    public PlaceInLanding? Place { get; init; }

    /// <summary>The numbers that one of its parts gives.</summary>
    public PartNumbers Numbers(int part, int parts) => Place is { } place ? new((place.Piece * place.Parts) + part, place.Pieces * place.Parts) : new(part, parts);

    /// <summary>Whether it has the order of a number.</summary>
    public bool Has(int number) => Place is not { } place || (number - 1) % (place.Pieces * place.Parts) / place.Parts == place.Piece;

    /// <summary>One of several pieces.</summary>
    /// <param name="Piece">Which, from 0.</param>
    /// <param name="Pieces">The most that there will be.</param>
    /// <param name="Parts">The most parts that each of them is read in.</param>
    internal sealed record PlaceInLanding(int Piece, int Pieces, int Parts);
}
