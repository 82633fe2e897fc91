using System.Globalization;
using UtmAttribution.Errors;

namespace UtmAttribution.Generation;

/// <summary>
/// What to generate. Two runs with equal options write the same bytes on every machine; <see cref="Threads"/> alone does
/// not matter. Immutable.
/// </summary>
public sealed record GeneratorOptions
{
    /// <summary>The number of different orders, 1 to 1,000,000,000; copies of an order come on top. Default 100,000.</summary>
    public long Orders { get; init; } = 100_000;

    /// <summary>Chooses one of 2⁶⁴ shops. Default 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The number of UTC dates that have orders and ad hours, 1 to 3,650. Default 60.</summary>
    public int Days { get; init; } = 60;

    /// <summary>
    /// The last of these dates. Default 2025-11-30, so that 60 days hold the autumn clock changes of Europe and America.
    /// </summary>
    public DateOnly LastDate { get; init; } = new(2025, 11, 30);

    /// <summary>The file format of orders and ad hours. Default Parquet. Accounts and rates are small and always CSV.</summary>
    public GeneratorFormat Format { get; init; } = GeneratorFormat.Parquet;

    /// <summary>
    /// The share, 0 to 1, of orders, of visits and of ad hours that carry a hostile value: broken JSON, odd text, copies,
    /// times on a clock change and so on. Default 0.02. With 0 nothing is rejected.
    /// </summary>
    public double HostileShare { get; init; } = 0.02;

    /// <summary>The number of ads, 1 to 10,000. Default 200.</summary>
    public int Ads { get; init; } = 200;

    /// <summary>The currencies of orders (ISO 4217); the first is the reporting currency and the most frequent. Default EUR.</summary>
    public IReadOnlyList<string> Currencies { get; init; } = ["EUR"];

    /// <summary>The currencies of ad accounts, in turn. Default: those of <see cref="Currencies"/>.</summary>
    public IReadOnlyList<string>? AdCurrencies { get; init; }

    /// <summary>How many files are written at the same time. Default: one per core, at most 4 (about 350 MB each).</summary>
    public int? Threads { get; init; }

    /// <summary>The first date that has orders and ad hours.</summary>
    public DateOnly FirstDate => LastDate.AddDays(1 - Days);

    internal IReadOnlyList<string> CurrenciesOfAds => AdCurrencies ?? Currencies;

    internal void Validate()
    {
        Require(Orders is >= 1 and <= 1_000_000_000, "--orders", Orders, "1 to 1000000000");
        Require(Days is >= 1 and <= 3_650, "--days", Days, "1 to 3650");
        Require(LastDate.Year is >= 2012 and <= 2100, "--last-date", LastDate.ToString("O", CultureInfo.InvariantCulture), "2012-01-01 to 2100-12-31");
        Require(HostileShare is >= 0 and <= 1, "--hostile", HostileShare, "a share from 0 to 1");
        Require(Ads is >= 1 and <= 10_000, "--ads", Ads, "1 to 10000");
        Require(Threads is null or >= 1, "--threads", Threads, "at least 1");
        RequireCodes("--currencies", Currencies);
        RequireCodes("--ad-currencies", CurrenciesOfAds);
    }

    private static void RequireCodes(string option, IReadOnlyList<string> codes) =>
        Require(codes.Count > 0 && codes.All(code => code.Length == 3 && code.All(char.IsAsciiLetterUpper)),
            option, string.Join(",", codes), "ISO 4217 codes such as EUR,USD");

    private static void Require(bool holds, string option, object? value, string allowed)
    {
        if (!holds)
            throw new InvalidOptionException($"{option} is '{value}', but it must be {allowed}.");
    }
}
