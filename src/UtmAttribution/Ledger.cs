namespace UtmAttribution;

/// <summary>
/// The run's reconciliation: what was read, used and rejected, and the totals that must agree between stages. A run whose
/// ledger does not balance publishes nothing.
/// </summary>
/// <param name="Lines">The checks, in the order of the data flow.</param>
public sealed record Ledger(IReadOnlyList<LedgerLine> Lines)
{
    /// <summary>Whether every line agrees.</summary>
    public bool Balances => Lines.All(line => line.Agrees);
}

/// <summary>One equation of the ledger.</summary>
/// <param name="Name">What is compared, such as <c>orders</c> or <c>revenue, linear</c>.</param>
/// <param name="Unit"><c>rows</c>, or a currency for money.</param>
/// <param name="Expected">The figure on the left.</param>
/// <param name="Actual">The figure on the right; equal where the ledger balances.</param>
/// <param name="Parts">What the right side is made of, by name: conversions, cancelled, rejected (by reason), …</param>
public sealed record LedgerLine(
    string Name, string Unit, decimal Expected, decimal Actual, IReadOnlyList<LedgerPart> Parts)
{
    /// <summary>Whether both sides are equal, to the last digit.</summary>
    public bool Agrees => Expected == Actual;
}

/// <summary>One term of a ledger line.</summary>
/// <param name="Name">What it counts.</param>
/// <param name="Amount">How much.</param>
public sealed record LedgerPart(string Name, decimal Amount);
