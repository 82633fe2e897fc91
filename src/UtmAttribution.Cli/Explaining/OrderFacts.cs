using UtmAttribution.Evidence;

namespace UtmAttribution.Cli.Explaining;

/// <summary>What a computed run knows of an order.</summary>
internal sealed record OrderFacts
{
    /// <summary>Its number in the run.</summary>
    public required int OrderNo { get; init; }

    /// <summary>Its visitor's; null where it is not used.</summary>
    public int? VisitorNo { get; init; }

    /// <summary>Its visitor.</summary>
    public string? VisitorId { get; init; }

    /// <summary>What the shop calls it.</summary>
    public string? OrderName { get; init; }

    /// <summary>What tells copies of one order apart.</summary>
    public required (long? Created, long? Updated, long TextHash) Key { get; init; }

    /// <summary>Its value, in the reporting currency; null where it was rejected.</summary>
    public decimal? Value { get; init; }

    /// <summary>Whether it counts.</summary>
    public bool IsConversion { get; init; }

    /// <summary>Whether it is cancelled; that counts before it is a test.</summary>
    public bool IsCancelled { get; init; }

    /// <summary>Whether it is a test order that is not cancelled.</summary>
    public bool IsOnlyTest { get; init; }

    /// <summary>Why it was rejected; null where it was not.</summary>
    public string? Reason { get; init; }

    /// <summary>What was found.</summary>
    public string? Detail { get; init; }

    /// <summary>Parts of it that can't be used: reason and detail.</summary>
    public IReadOnlyList<(string Reason, string Detail)> Faults { get; init; } = [];

    /// <summary>Which of its own columns made a visit; null where none did.</summary>
    public DataSource? OwnEvidence { get; init; }

    /// <summary>Its time, microseconds since 1970-01-01 UTC.</summary>
    public long CreatedUs => Key.Created!.Value;

    /// <summary>The indexes of its journey's moments that can't be used.</summary>
    public IReadOnlySet<int> BadMoments =>
        Faults.Where(fault => fault.Reason == "bad_moment").Select(fault => int.Parse(fault.Detail)).ToHashSet();
}
