using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary>The reporting currency, minor units and rates (sections 2 and 3).</summary>
internal sealed class Currencies
{
    private static readonly HashSet<string> WithoutMinorUnit =
        ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "UYI", "VND", "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> WithThreeDecimals = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];
    private static readonly Exact One = new(1, 0);
    private readonly Dictionary<(string Currency, int Day), Exact> _rates = [];
    private readonly HashSet<string> _withRates = [];

    public Currencies(ReferenceTable orders, ReferenceTable? fxRates, ReferenceOptions options)
    {
        Reporting = Code(options.Currency) ?? OnlyOneOf(orders);
        Decimals = WithoutMinorUnit.Contains(Reporting) ? 0 : WithThreeDecimals.Contains(Reporting) ? 3 : 2;
        fxRates?.Require("fx_rates", "date", "currency", "rate");
        foreach (var row in fxRates?.Rows ?? [])
        {
            var (date, code, text) = (fxRates!.Value(row, "date"), Code(fxRates.Value(row, "currency")), fxRates.Value(row, "rate"));
            if (Times.Day(date) is not { } day || code is null || Exact.Parse(text) is not { IsPositive: true } rate)
                throw new ReferenceException($"fx_rates: '{date}', '{code}', '{text}' is not a date, a currency and a positive rate.");
            if (!_rates.TryAdd((code, day), rate))
                throw new ReferenceException($"fx_rates: the rate of '{code}' on {date} is repeated.");
            _withRates.Add(code);
        }
    }

    /// <summary>The reporting currency.</summary>
    public string Reporting { get; }

    /// <summary>The decimals of its minor unit.</summary>
    public int Decimals { get; }

    /// <summary>Minor units as DECIMAL(18,4).</summary>
    public string Money(BigInteger minorUnits) => Rounding.Format(Units(minorUnits), 4);

    /// <summary>Minor units in units of 10⁻⁴.</summary>
    public BigInteger Units(BigInteger minorUnits) => minorUnits * BigInteger.Pow(10, 4 - Decimals);

    public static string? Code(string? raw) => Text.Id(raw)?.ToUpperInvariant();

    /// <summary>The rate of the date, else the last of the 7 days before; null where there is none of them.</summary>
    public Exact? Rate(string? currency, int day)
    {
        if (currency is null || currency == Reporting)
            return One;
        if (!_withRates.Contains(currency))
            throw new ReferenceException($"Currency '{currency}' is in use, but fx_rates has no rate of it.");
        for (var back = 0; back <= 7; back++)
        {
            if (_rates.TryGetValue((currency, day - back), out var rate))
                return rate;
        }
        return null;
    }

    private static string OnlyOneOf(ReferenceTable orders)
    {
        var all = orders.Rows.Select(r => Code(orders.Value(r, "total_price_currency")));
        string[] codes = [.. all.OfType<string>().Distinct()];
        return codes.Length == 1
            ? codes[0]
            : throw new ReferenceException($"The orders have {codes.Length} currencies ({string.Join(", ", codes)}): name the reporting one.");
    }
}
