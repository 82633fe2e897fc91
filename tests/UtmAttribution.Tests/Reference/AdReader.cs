using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>Ad rows: what is rejected (section 2).</summary>
internal sealed class AdReader(ReferenceTable table, Currencies currencies, Accounts accounts, Rejects rejects, Ledger ledger)
{
    private static readonly string[] Counts =
    [
        "impressions", "clicks", "action_onsite_web_purchase", "action_onsite_web_add_to_cart",
        "action_onsite_web_initiate_checkout", "action_onsite_web_view_content", "action_link_click",
    ];

    private static readonly Exact Zero = new(0, 0);

    /// <summary>The usable rows of the whole table, copies still among them.</summary>
    public List<AdRow> Read(int from, int to)
    {
        table.Require("ads_insights_hourly", "date_start", "hourly_window", "campaign_id", "ad_id", "spend");
        var usable = new List<AdRow>();
        foreach (var cells in table.Rows)
        {
            var day = Times.Day(Cell(cells, "date_start"));
            var inRun = day is null || (day >= from && day <= to);
            if (inRun)
                ledger.Count("ad rows read");
            var (row, reason) = ReadOne(cells, day);
            if (row is not null)
            {
                usable.Add(row);
                continue;
            }
            rejects.Reject("ads_insights_hourly", RecordId(cells), day, reason!);
            if (inRun)
                ledger.Count($"ad rows rejected {reason}");
        }
        return usable;
    }

    private (AdRow? Row, string? Reason) ReadOne(string?[] cells, int? date)
    {
        var (campaign, ad) = (Text.Id(Cell(cells, "campaign_id")), Text.Id(Cell(cells, "ad_id")));
        if (campaign is null || ad is null)
            return (null, "missing_id");
        if (date is not { } day)
            return (null, "bad_timestamp");
        if (Amount(cells, "spend") is not { } spend || Cell(cells, "spend") is null)
            return (null, "bad_amount");
        if (Amount(cells, "value_onsite_web_purchase") is not { } value || Counts.Any(c => Amount(cells, c) is not { IsWhole: true }))
            return (null, "bad_amount");
        var account = Text.Id(Cell(cells, "account_id"));
        var rate = currencies.Rate(accounts.Currency(account), day);
        if (rate is { } known && ((spend * known).IsBillionOrMore || (value * known).IsBillionOrMore))
            return (null, "bad_amount");
        if (Hour(Cell(cells, "hourly_window")) is not { } hour)
            return (null, "bad_hour");
        if (Cell(cells, "date_stop") is { } stop && Times.Day(stop) != day)
            return (null, "collapsed_days");
        if (rate is null)
            return (null, "no_fx_rate");
        return (new AdRow
        {
            Cells = cells,
            RecordId = RecordId(cells),
            Day = day,
            Hour = hour,
            CampaignId = campaign,
            AdId = ad,
            AdsetId = Text.Id(Cell(cells, "adset_id")),
            AccountId = account,
            Platform = Text.NullIfEmpty(Cell(cells, "platform")) ?? "facebook",
            SyncedMinute = Times.Parse(Cell(cells, "synced_at")) is { } synced ? FloorToMinute(synced) : null,
            Spend = (spend * rate.Value).Round(4),
            PurchaseValue = (value * rate.Value).Round(4),
            Impressions = Count(cells, "impressions"),
            Clicks = Count(cells, "clicks"),
            Purchases = Count(cells, "action_onsite_web_purchase"),
        }, null);
    }

    /// <summary>The hour 0–23 before the first <c>:</c>.</summary>
    internal static int? Hour(string? window)
    {
        var colon = window?.IndexOf(':') ?? -1;
        if (colon < 0)
            return null;
        var text = window![..colon].Trim();
        return text.Length is 1 or 2 && Text.IsDigits(text) && int.Parse(text) is <= 23 and var hour ? hour : null;
    }

    /// <summary>The measure, 0 where it is NULL; null where it is no usable amount.</summary>
    private Exact? Amount(string?[] cells, string column) => Cell(cells, column) is not { } text
        ? Zero
        : Exact.Parse(text) is { IsNegative: false, IsBillionOrMore: false } amount ? amount : null;

    private BigInteger Count(string?[] cells, string column) => Amount(cells, column)!.Value.Round(0);

    private string RecordId(string?[] cells) => string.Join('|',
        Text.Id(Cell(cells, "campaign_id")), Text.Id(Cell(cells, "ad_id")), Cell(cells, "date_start"), Cell(cells, "hourly_window"));

    private static long FloorToMinute(long time) => time - (time % 60_000_000 + 60_000_000) % 60_000_000;

    private string? Cell(string?[] cells, string column) => table.Value(cells, column);
}
