namespace UtmAttribution.Sinks.Rows;

/// <summary>The distinct values of a column, numbered from 0: columns are written as these numbers wherever values repeat.</summary>
internal abstract class DistinctValues
{
    /// <summary>How many there are.</summary>
    public abstract int Count { get; }

    /// <summary>Bytes that the values take as Parquet's PLAIN encoding, about.</summary>
    public abstract long Bytes { get; }

    /// <summary>A number, date, time or truth value, in the engine's raw form.</summary>
    public virtual long Number(int code) => throw new NotSupportedException("The values are texts.");

    /// <summary>A text in UTF-8.</summary>
    public virtual ReadOnlySpan<byte> Text(int code) => throw new NotSupportedException("The values are numbers.");

    /// <summary>What stands for the values, by code, in a hash of the column: XXH3 of a text, a number itself.</summary>
    public abstract ReadOnlySpan<ulong> Hashes { get; }
}
