namespace UtmAttribution.Sources;

/// <summary>How a source hands a column's values over.</summary>
public enum ValueKind
{
    /// <summary>The source lacks the column: every value is NULL.</summary>
    Missing,

    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>An integer, also 0 and 1 for a truth value.</summary>
    Number,

    /// <summary>A decimal number: an integer of as many digits behind the point as <see cref="TableReader.Scale"/> says.</summary>
    ScaledNumber,

    /// <summary>A double, as its bits; the source shows it with the fewest digits that tell it from others.</summary>
    FloatingNumber,

    /// <summary>Microseconds since 1970-01-01 UTC.</summary>
    Timestamp,

    /// <summary>Days since 1970-01-01.</summary>
    Date,
}

/// <summary>
/// Reads one source table forward, row by row, without making objects of values. Columns are those of the
/// <see cref="SourceTable"/>, in its order.
/// </summary>
public abstract class TableReader : IDisposable
{
    /// <summary>How the values of a column come; constant within a row.</summary>
    public abstract ValueKind Kind(int column);

    /// <summary>Moves to the next row.</summary>
    /// <returns>False after the last row.</returns>
    public abstract bool Read();

    /// <summary>Whether the value is NULL.</summary>
    public abstract bool IsNull(int column);

    /// <summary>The value of a column of kind <see cref="ValueKind.Text"/>, valid until the next <see cref="Read"/>.</summary>
    public abstract ReadOnlySpan<byte> Text(int column);

    /// <summary>The value of a column of any other kind.</summary>
    public abstract long Number(int column);

    /// <summary>
    /// How many digits of a <see cref="ValueKind.ScaledNumber"/> stand behind the point, 0 to 18; it may differ from row to row. The
    /// source shows so many digits where the value is shown.
    /// </summary>
    public virtual int Scale(int column) => 0;

    /// <inheritdoc/>
    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends the reading.</summary>
    protected abstract void Dispose(bool disposing);
}
