using System.Text;

namespace UtmAttribution.Generation;

/// <summary>A currency as the generator needs it.</summary>
/// <param name="Code">ISO 4217.</param>
/// <param name="EurMicros">What one unit is worth, in millionths of a euro.</param>
/// <param name="Decimals">The decimals of its minor unit.</param>
internal sealed record CurrencyPlan(string Code, long EurMicros, int Decimals)
{
    private static readonly CurrencyPlan[] Known =
    [
        new("EUR", 1_000_000, 2), new("USD", 921_300, 2), new("GBP", 1_168_700, 2), new("CHF", 1_043_100, 2), new("JPY", 6_173, 0),
        new("KWD", 3_011_900, 3), new("INR", 10_790, 2), new("NPR", 6_740, 2), new("AUD", 597_600, 2), new("SEK", 87_900, 2),
    ];

    /// <summary>The code as bytes.</summary>
    public byte[] Bytes { get; } = Encoding.UTF8.GetBytes(Code);

    /// <summary>The code in lower case, as bytes.</summary>
    public byte[] LowerBytes { get; } = Encoding.UTF8.GetBytes(Code.ToLowerInvariant());

    /// <summary>A currency by its code; one that is not known is worth a euro and has two decimals.</summary>
    public static CurrencyPlan Of(string code) =>
        Known.FirstOrDefault(currency => currency.Code == code) ?? new CurrencyPlan(code, 1_000_000, 2);

    /// <summary>An amount of euro cents in this currency, in millionths of a unit, cut to its minor unit.</summary>
    public long FromCents(long cents)
    {
        var amount = cents * 10_000 * 1_000_000 / EurMicros;
        long minor = Decimals switch { 0 => 1_000_000, 3 => 1_000, _ => 10_000 };
        return amount / minor * minor;
    }
}
