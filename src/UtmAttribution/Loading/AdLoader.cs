using System.Globalization;
using System.Numerics;
using UtmAttribution.Cleaning;
using UtmAttribution.DuckDb;
using UtmAttribution.Evidence;
using UtmAttribution.Money;
using UtmAttribution.Sources;
using static UtmAttribution.Loading.AdColumns;

namespace UtmAttribution.Loading;

/// <summary>
/// Reads <c>ads_insights_hourly</c> row by row into <c>ad_rows</c>, money converted at the rate of its date. Which rows of one
/// ad-hour are used, the models decide.
/// </summary>
internal sealed class AdLoader(FxRates rates, AdAccounts accounts, DuckDBConnection connection, PartNumbers numbers) : IDisposable
{
    private const int MoneyDecimals = 4;
    private const long MicrosecondsPerMinute = 60_000_000;

    private readonly DuckDBAppender _rows = connection.CreateAppender("ad_rows");
    private readonly Dictionary<string, string?> _nameKeys = new(StringComparer.Ordinal);
    private readonly BigInteger?[] _measures = new BigInteger?[SourceTable.AdsInsightsHourly.Columns.Count];
    private readonly Amount[] _amounts = new Amount[SourceTable.AdsInsightsHourly.Columns.Count];
    private readonly AdRowHash _rowHash = new();
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
        return rows;
    }

    /// <inheritdoc/>
    public void Dispose() => _rows.Dispose();

    private void LoadRow(TableReader reader)
    {
        var campaign = SourceValue.Id(reader, CampaignId);
        var ad = SourceValue.Id(reader, AdId);
        var account = SourceValue.Id(reader, AccountId);
        var dateIsDate = SourceValue.TryDate(reader, DateStart, out var date);
        var hour = Hour(reader);
        SourceValue.TryTime(reader, SyncedAt, out var synced);
        var reject = RejectReason(reader, campaign, ad, account, dateIsDate ? date : null, hour);

        _rows.Set(0, _rowNumber);
        _rows.SetText(1, reader, HourlyWindow);
        _rows.SetOrNull(2, dateIsDate ? date : null);
        _rows.SetOrNull(3, hour);
        _rows.SetText(4, campaign);
        AppendName(5, reader, CampaignName);
        _rows.SetText(7, SourceValue.Id(reader, AdsetId));
        AppendName(8, reader, AdsetName);
        _rows.SetText(10, ad);
        AppendName(11, reader, AdName);
        _rows.SetText(13, account);
        _rows.SetText(14, SourceValue.Text(reader, Platform) is { Length: > 0 } platform ? platform : "facebook");
        _rows.Set(15, Measure(Impressions));
        _rows.Set(16, Measure(Clicks));
        _rows.Set(17, Measure(Spend));
        _rows.Set(18, Measure(Purchases));
        _rows.Set(19, Measure(PurchaseValue));
        _rows.SetOrNull(20, synced);
        _rows.SetOrNull(21, synced is { } time ? (long?)Math.Floor(time / (double)MicrosecondsPerMinute) : null);
        _rows.Set(22, _rowHash.Of(reader));
        _rows.SetText(23, reject?.Reason);
        _rows.SetText(24, reject?.Detail);
        // A row that is used needs no id of its own, and one that is passed over has all that its id is made of.
        _rows.SetText(25, reject is null
            ? null
            : $"{campaign}|{ad}|{SourceValue.Text(reader, DateStart)}|{SourceValue.Text(reader, HourlyWindow)}");
        _rows.EndRow();
    }

    private Reject? RejectReason(TableReader reader, string? campaign, string? ad, string? account, int? date, int? hour)
    {
        var badMeasure = ReadMeasures(reader);
        var converted = date is null || Convert(accounts.Currency(account) ?? rates.ReportingCurrency, date.Value);
        if (campaign is null || ad is null)
            return new("missing_id", campaign is null ? "campaign_id" : "ad_id");
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
            return new("no_fx_rate", accounts.Currency(account));
        return null;
    }

    // Fills the measures that can be read, in the account's currency; gives the first column that can't, or -1.
    private int ReadMeasures(TableReader reader)
    {
        Array.Clear(_measures);
        var bad = -1;
        foreach (var column in Measures)
        {
            var isNumber = SourceValue.TryAmount(reader, column, out var amount);
            if (isNumber && amount is null)
                continue;
            if (!isNumber || amount is not { } measure || measure.Coefficient.Sign < 0 || !measure.IsLessThan(Amount.Limit)
                || (IsCount(column) && !measure.IsInteger))
            {
                bad = bad < 0 ? column : bad;
                continue;
            }
            _measures[column] = measure.Round(IsCount(column) ? 0 : MoneyDecimals);
            _amounts[column] = measure;
        }
        return bad;
    }

    // A rate may carry an amount past the limit; then it is a bad amount like any other.
    private bool Convert(string currency, int date)
    {
        if (!rates.TryFind(currency, date, out var rate))
            return false;
        foreach (var column in (ReadOnlySpan<int>)[Spend, PurchaseValue])
        {
            if (_measures[column] is null)
                continue;
            var money = _amounts[column].Round(MoneyDecimals, rate);
            if (money < BigInteger.Pow(10, 9 + MoneyDecimals))
                _measures[column] = money;
            else
                _measures[column] = null;
        }
        return true;
    }

    private long Measure(int column) => (long)(_measures[column] ?? BigInteger.Zero);

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

    // The few hundred names of a shop come millions of times.
    private void AppendName(int target, TableReader reader, int column)
    {
        if (SourceValue.Text(reader, column) is not { } name)
        {
            _rows.SetNull(target);
            _rows.SetNull(target + 1);
            return;
        }
        if (!_nameKeys.TryGetValue(name, out var key))
            _nameKeys.Add(name, key = DictionaryTables.NameKey(name));
        _rows.SetText(target, name);
        _rows.SetText(target + 1, key);
    }
}
