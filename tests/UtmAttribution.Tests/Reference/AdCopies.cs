namespace UtmAttribution.Tests.Reference;

/// <summary>Several usable rows for one ad-hour: which are used (section 2).</summary>
internal sealed class AdCopies(ReferenceTable table, ReferenceOptions options, Rejects rejects, Ledger ledger)
{
    private static readonly HashSet<string> Ids = ["campaign_id", "adset_id", "ad_id", "account_id"];

    private static readonly HashSet<string> Numbers =
    [
        "impressions", "clicks", "spend", "cpm", "cpc", "ctr", "action_onsite_web_purchase", "value_onsite_web_purchase",
        "action_onsite_web_add_to_cart", "action_onsite_web_initiate_checkout", "action_onsite_web_view_content", "action_link_click",
    ];

    /// <summary>The used rows; the others become rejects.</summary>
    public List<AdRow> Resolve(List<AdRow> usable, int from, int to)
    {
        var used = new List<AdRow>();
        foreach (var hour in usable.GroupBy(r => r.Key))
        {
            List<AdRow> rows = [.. hour];
            var kept = rows.Count == 1 ? rows : Kept(rows);
            used.AddRange(kept);
            foreach (var row in rows.Except(kept))
            {
                rejects.Reject("ads_insights_hourly", row.RecordId, row.Day, "duplicate_row");
                if (row.Day >= from && row.Day <= to)
                    ledger.Count("ad rows rejected duplicate_row");
            }
        }
        return used;
    }

    private List<AdRow> Kept(List<AdRow> rows)
    {
        switch (options.AdsDuplicates)
        {
            case ReferenceAdsDuplicates.Error:
                throw new ReferenceException($"{rows.Count} ad rows for one ad-hour: '{rows[0].RecordId}'.");
            case ReferenceAdsDuplicates.Newest:
                var newest = rows.Max(r => r.SyncedMinute ?? long.MinValue);
                return [.. rows.Where(r => (r.SyncedMinute ?? long.MinValue) == newest)];
            default:
                return [.. rows.DistinctBy(r => string.Join('\u001F', table.Columns.Select((c, i) => Comparable(c, r.Cells[i]))))];
        }
    }

    // Equal in value, not in spelling, where the contract gives a column a type; of an extra column the text counts.
    private static string Comparable(string column, string? value)
    {
        if (value is null)
            return "\0";
        if (Ids.Contains(column))
            return Text.Id(value) ?? "\0";
        if (Numbers.Contains(column))
            return Exact.Parse(value)?.Canonical() ?? value;
        return column == "synced_at" && Times.Parse(value) is { } time ? Rounding.Format(time) : value;
    }
}
