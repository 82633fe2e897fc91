using System.Text.Json.Serialization;

namespace UtmAttribution;

/// <summary>What a run did; printed at its end and, as JSON, the machine-readable report.</summary>
public sealed record RunReport
{
    /// <summary>The id that the audit column <c>batch_id</c> carries.</summary>
    public required string BatchId { get; init; }

    /// <summary>First local date published, inclusive; null where the source has no date at all.</summary>
    public required DateOnly? From { get; init; }

    /// <summary>Last local date published, inclusive.</summary>
    public required DateOnly? To { get; init; }

    /// <summary>The reporting time zone.</summary>
    public required string TimeZone { get; init; }

    /// <summary>The reporting currency.</summary>
    public required string Currency { get; init; }

    /// <summary>What ran the models, with its version.</summary>
    public string? Engine { get; init; }

    /// <summary>Rows and files per published dataset, in the order of publication.</summary>
    public required IReadOnlyList<PublishedDataset> Datasets { get; init; }

    /// <summary>The totals that were reconciled.</summary>
    public required Ledger Ledger { get; init; }

    /// <summary>Wall time per stage, in the order in which they ran.</summary>
    public required IReadOnlyList<StageTime> Stages { get; init; }

    /// <summary>What a person should look at, a sentence each.</summary>
    public required IReadOnlyList<string> Warnings { get; init; }

    /// <summary>The largest resident memory of the process, in bytes.</summary>
    public required long PeakMemoryBytes { get; init; }
}

/// <summary>One dataset as published.</summary>
/// <param name="Name">The dataset, such as <c>utm_sessions</c>.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Partitions">Dates written.</param>
/// <param name="Bytes">Bytes written or sent; 0 where the target's own server made the rows.</param>
public sealed record PublishedDataset(string Name, long Rows, int Partitions, long Bytes)
{
    /// <summary>What kind of target it was written to, where a run has several; else null.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Target { get; init; }
}

/// <summary>The time that one stage took.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Elapsed">Wall time.</param>
/// <param name="Rows">Rows that the stage read or made.</param>
public sealed record StageTime(string Stage, TimeSpan Elapsed, long Rows)
{
    /// <summary>What all threads of the process together worked: a busy machine makes it grow far less than the wall time.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>The largest resident memory that the process has had until the stage ended, in bytes; the kernel counts it to the nearest megabyte or so.</summary>
    public long PeakMemoryBytes { get; init; }
}
