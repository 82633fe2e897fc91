using System.Globalization;
using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Money;
using UtmAttribution.Sources;
using static UtmAttribution.Loading.AdColumns;

namespace UtmAttribution.Loading;

/// <summary>
/// Reads <c>ads_insights_hourly</c> row by row into <c>ad_rows</c>, money converted at the rate of its date. Which rows of one
/// ad-hour are used, the models decide.
/// </summary>
internal sealed class AdLoader(FxRates rates, AdAccounts accounts, LoadedRows tables, PartNumbers numbers) : IDisposable
{
    private const int MoneyDecimals = 4;
    private const long MoneyLimit = 10_000_000_000_000;
    private const long MicrosecondsPerMinute = 60_000_000;

    private readonly RowFile _rows = tables.Open("ad_rows", numbers);
    private readonly AdLabels _labels = new(tables, numbers);
    private readonly long?[] _measures = new long?[SourceTable.AdsInsightsHourly.Columns.Count];
    private readonly AdRowHash _rowHash = new();
    private byte[] _lastAccount = [];
    private string _lastCurrency = rates.ReportingCurrency;
    private int _rowNumber;

    /// <summary>Loads the whole table: ids and names count whatever the run's dates are.</summary>
    public int Load(TableReader reader, Action<long>? progress, CancellationToken cancellation)
    {
        var rows = 0;
        while (reader.Read())
        {
            _rowNumber = numbers.Of(rows++);
            if (rows % 2_048 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(rows);
            }
            LoadRow(reader);
        }
        _rows.Close();
        _labels.Close();
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _rows.Dispose();
        _labels.Dispose();
    }

    private void LoadRow(TableReader reader)
    {
        var campaign = SourceValue.IdUtf8(reader, CampaignId, stackalloc byte[SourceValue.LongestNumber]);
        var ad = SourceValue.IdUtf8(reader, AdId, stackalloc byte[SourceValue.LongestNumber]);
        var account = SourceValue.IdUtf8(reader, AccountId, stackalloc byte[SourceValue.LongestNumber]);
        var dateIsDate = SourceValue.TryDate(reader, DateStart, out var date);
        var hour = Hour(reader);
        SourceValue.TryTime(reader, SyncedAt, out var synced);
        var reject = RejectReason(reader, !campaign.IsEmpty, !ad.IsEmpty, Currency(account), dateIsDate ? date : null, hour);

        _rows.Set(0, _rowNumber);
        _rows.Set(1, _labels.Of(reader));
        _rows.SetText(2, reader, HourlyWindow);
        _rows.SetOrNull(3, dateIsDate ? date : null);
        _rows.SetOrNull(4, hour);
        _rows.Set(5, Measure(Impressions));
        _rows.Set(6, Measure(Clicks));
        _rows.Set(7, Measure(Spend));
        _rows.Set(8, Measure(Purchases));
        _rows.Set(9, Measure(PurchaseValue));
        _rows.SetOrNull(10, synced);
        _rows.SetOrNull(11, synced is { } time ? (long?)Math.Floor(time / (double)MicrosecondsPerMinute) : null);
        _rows.Set(12, _rowHash.Of(reader));
        _rows.SetText(13, reject?.Reason);
        _rows.SetText(14, reject?.Detail);
        // A row that is used needs no id of its own, and one that is passed over has all that its id is made of.
        _rows.SetText(15, reject is null
            ? null
            : $"{SourceValue.Id(reader, CampaignId)}|{SourceValue.Id(reader, AdId)}|{SourceValue.Text(reader, DateStart)}|{SourceValue.Text(reader, HourlyWindow)}");
        _rows.EndRow();
    }

    private Reject? RejectReason(TableReader reader, bool hasCampaign, bool hasAd, string currency, int? date, int? hour)
    {
        var badMeasure = ReadMeasures(reader);
        var converted = date is null || Convert(reader, currency, date.Value);
        if (!hasCampaign || !hasAd)
            return new("missing_id", !hasCampaign ? "campaign_id" : "ad_id");
        if (date is null)
            return new("bad_timestamp", Reject.Show("date_start", SourceValue.Text(reader, DateStart)));
        if (badMeasure >= 0 || _measures[Spend] is null)
        {
            var column = badMeasure >= 0 ? badMeasure : Spend;
            return new("bad_amount", Reject.Show(SourceTable.AdsInsightsHourly.Columns[column].Name, SourceValue.Text(reader, column)));
        }
        if (hour is null)
            return new("bad_hour", Reject.Show("hourly_window", SourceValue.Text(reader, HourlyWindow)));
        if (!SourceValue.TryDate(reader, DateStop, out var stop) || (stop is not null && stop != date))
            return new("collapsed_days", Reject.Show("date_stop", SourceValue.Text(reader, DateStop)));
        if (!converted)
            return new("no_fx_rate", currency);
        return null;
    }

    // Fills the measures that can be read, in the account's currency; gives the first column that can't, or -1.
    private int ReadMeasures(TableReader reader)
    {
        Array.Clear(_measures);
        var bad = -1;
        foreach (var column in Measures)
        {
            var decimals = IsCount(column) ? 0 : MoneyDecimals;
            if (SourceValue.TryShortAmount(reader, column, out var few))
            {
                if (few.IsLessThanPower(9) && (!IsCount(column) || few.IsInteger))
                    _measures[column] = few.Round(decimals);
                else
                    bad = bad < 0 ? column : bad;
                continue;
            }
            var isNumber = SourceValue.TryAmount(reader, column, out var amount);
            if (isNumber && amount is null)
                continue;
            if (!isNumber || amount is not { } measure || measure.Coefficient.Sign < 0 || !measure.IsLessThan(Amount.Limit)
                || (IsCount(column) && !measure.IsInteger))
            {
                bad = bad < 0 ? column : bad;
                continue;
            }
            _measures[column] = (long)measure.Round(decimals);
        }
        return bad;
    }

    // A rate may carry an amount past the limit, as rounding may; then it is a bad amount like any other.
    private bool Convert(TableReader reader, string currency, int date)
    {
        if (!rates.TryFind(currency, date, out var rate))
            return false;
        foreach (var column in (ReadOnlySpan<int>)[Spend, PurchaseValue])
        {
            if (_measures[column] is null)
                continue;
            if (currency != rates.ReportingCurrency && SourceValue.TryAmount(reader, column, out var amount))
                _measures[column] = amount!.Value.Round(MoneyDecimals, rate) is var money && money < MoneyLimit ? (long)money : null;
            else if (_measures[column] >= MoneyLimit)
                _measures[column] = null;
        }
        return true;
    }

    // Rows of one account follow one another.
    private string Currency(ReadOnlySpan<byte> account)
    {
        if (!account.SequenceEqual(_lastAccount))
        {
            _lastAccount = account.ToArray();
            _lastCurrency = accounts.Currency(account.IsEmpty ? null : Encoding.UTF8.GetString(account)) ?? rates.ReportingCurrency;
        }
        return _lastCurrency;
    }

    private long Measure(int column) => _measures[column] ?? 0;

    private static int? Hour(TableReader reader)
    {
        if (reader.Kind(HourlyWindow) != ValueKind.Text || reader.IsNull(HourlyWindow))
            return null;
        var window = reader.Text(HourlyWindow);
        var colon = window.IndexOf((byte)':');
        return colon > 0
            && int.TryParse(window[..colon].Trim(" \t"u8), NumberStyles.None, CultureInfo.InvariantCulture, out var hour)
            && hour is >= 0 and <= 23
            ? hour
            : null;
    }
}
