namespace UtmAttribution.Tests.Reference;

/// <summary>What was not usable, with its reason (<c>utm_rejects</c>).</summary>
internal sealed class Rejects
{
    private readonly List<(int Day, string?[] Row)> _rows = [];

    /// <summary>The record is not used. What the contract does not say, the detail, is NULL.</summary>
    public void Reject(string table, string? id, int? day, string reason) => Add(table, id, day, "rejected", reason, null);

    /// <summary>The order is used without that part.</summary>
    public void Part(string id, int day, string reason, string detail) => Add("shopify_orders", id, day, "partial", reason, detail);

    /// <summary>The rejects of the dates and those without one.</summary>
    public ReferenceDataset Publish(int from, int to) => ReferenceDataset.Sorted(
        "utm_rejects", "source_table record_id record_date severity reason detail", "source_table record_id record_date",
        [.. _rows.Where(r => r.Day == 0 || (r.Day >= from && r.Day <= to)).Select(r => r.Row)]);

    private void Add(string table, string? id, int? day, string severity, string reason, string? detail) =>
        _rows.Add((day ?? 0, [table, id, Times.FormatDay(day ?? 0), severity, reason, detail]));
}
