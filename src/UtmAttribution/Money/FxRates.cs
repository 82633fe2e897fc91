using System.Globalization;
using UtmAttribution.Cleaning;
using UtmAttribution.Errors;
using UtmAttribution.Sources;

namespace UtmAttribution.Money;

/// <summary>Exchange rates into the reporting currency, by currency and date.</summary>
internal sealed class FxRates
{
    private const int DaysBack = 7;

    private readonly Dictionary<string, Dictionary<int, Amount>> _rates = new(StringComparer.Ordinal);

    /// <summary>The currency that rates convert into.</summary>
    public required string ReportingCurrency { get; init; }

    /// <summary>Every date that has a rate, its own or that of a day before, with the currency and the rate as a number in SQL.</summary>
    public IEnumerable<(string Currency, int Day, string Rate)> All =>
        from currency in _rates
        from day in currency.Value.Keys.SelectMany(day => Enumerable.Range(day, DaysBack + 1)).Distinct()
        let rate = TryFind(currency.Key, day, out var found) ? found : default
        select (currency.Key, day, string.Create(CultureInfo.InvariantCulture, $"{rate.Coefficient}e{-rate.Scale}"));

    /// <summary>Reads <c>fx_rates</c>; none where the source has no such table.</summary>
    /// <exception cref="InvalidInputException">A row can't be used, or repeats another.</exception>
    public static FxRates Load(ISource source, string reportingCurrency, CancellationToken cancellation)
    {
        var loaded = new FxRates { ReportingCurrency = reportingCurrency };
        using var reader = source.Open(SourceTable.FxRates, range: null, cancellation);
        for (var row = 1; reader?.Read() == true; row++)
            loaded.Add(reader, row, source.Description);
        return loaded;
    }

    /// <summary>The rate of a date, else the last of the 7 days before.</summary>
    /// <param name="currency">A currency in upper case.</param>
    /// <param name="day">Days since 1970-01-01.</param>
    /// <param name="rate">The rate; 1 for the reporting currency.</param>
    /// <returns>False where the currency has rates, but none that fits the date.</returns>
    /// <exception cref="InvalidInputException">The currency has no rate at all.</exception>
    public bool TryFind(string currency, int day, out Amount rate)
    {
        rate = new(1, 0);
        if (currency == ReportingCurrency)
            return true;
        if (!_rates.TryGetValue(currency, out var byDay))
        {
            throw new InvalidInputException(
                $"Amounts in '{currency}' can't be converted to '{ReportingCurrency}': table 'fx_rates' has no rate for that currency. "
                + "Add rows with date, currency and rate, or report in another currency with --currency.");
        }
        for (var back = 0; back <= DaysBack; back++)
        {
            if (byDay.TryGetValue(day - back, out rate))
                return true;
        }
        return false;
    }

    private void Add(TableReader reader, int row, string place)
    {
        if (!SourceValue.TryDate(reader, 0, out var day) || day is not { } date)
            throw Unusable("date", SourceValue.Text(reader, 0), "a date such as 2025-01-31");
        if (Currencies.Normalize(SourceValue.Text(reader, 1)) is not { } currency)
            throw Unusable("currency", null, "a currency such as EUR");
        if (!SourceValue.TryAmount(reader, 2, out var amount) || amount is not { } rate || rate.Coefficient.Sign <= 0)
            throw Unusable("rate", SourceValue.Text(reader, 2), "a number greater than 0");
        if (!_rates.TryGetValue(currency, out var byDay))
            _rates.Add(currency, byDay = []);
        if (!byDay.TryAdd(date, rate))
        {
            throw new InvalidInputException(
                $"Table 'fx_rates' ({place}) has more than one rate for {currency} on {Timestamp.ToDate(date):yyyy-MM-dd}, the second in row {row}. Keep one.");
        }

        InvalidInputException Unusable(string column, string? found, string expected) => new(
            $"Table 'fx_rates' ({place}), row {row}, column '{column}': found {(found is null ? "NULL" : $"'{found}'")}, expected {expected}.");
    }
}
