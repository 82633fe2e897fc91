namespace UtmAttribution.Tests.Reference;

/// <summary>A usable order: neither rejected nor passed over as a copy.</summary>
internal sealed class Order
{
    public required string Id { get; init; }
    public required string?[] Cells { get; init; }
    public required long CreatedAt { get; init; }
    public required long? UpdatedAt { get; init; }
    public required (int Day, int Hour) Local { get; init; }
    public required bool Cancelled { get; init; }
    public required bool Test { get; init; }
    public required Exact Price { get; init; }

    /// <summary>The value in whole minor units of the reporting currency.</summary>
    public required long Value { get; init; }
    public required string? CustomerId { get; init; }

    public string Visitor => CustomerId is null ? "o:" + Id : "c:" + CustomerId;

    public bool IsConversion => !Cancelled && !Test;

    /// <summary>An order that is cancelled and test counts as cancelled, so its visits are visits.</summary>
    public bool GivesVisits => Cancelled || !Test;
}
