using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Brings rows of a dataset into tables of the target, and counts them.</summary>
internal abstract class DatasetLoad
{
    /// <summary>Rows that the server has stored.</summary>
    public long Rows { get; protected set; }

    /// <summary>Bytes sent.</summary>
    public long Bytes { get; protected set; }

    /// <summary>Dates that had rows.</summary>
    public int Dates { get; protected set; }

    /// <summary>Brings the rows of some dates into a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="batches">The dates.</param>
    /// <param name="isNew">Whether the table was made or emptied in this transaction, so that nobody sees the rows before its end.</param>
    public abstract void Into(string table, IReadOnlyList<PartitionBatch> batches, bool isNew);
}
