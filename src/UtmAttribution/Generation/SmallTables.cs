using System.Globalization;
using System.Text;

namespace UtmAttribution.Generation;

/// <summary>Writes <c>ad_accounts.csv</c> and <c>fx_rates.csv</c>: small tables that people read and edit.</summary>
internal static class SmallTables
{
    /// <summary>Writes the accounts that are listed, with their zones and currencies.</summary>
    public static GeneratedFile WriteAccounts(Shop shop, string directory)
    {
        var lines = shop.Ads.Accounts.Where(account => account.Listed)
            .Select(account => $"{account.Id},{account.Zone.Id},{account.Currency}");
        return Write(directory, "ad_accounts.csv", "account_id,time_zone,currency", [.. lines]);
    }

    /// <summary>
    /// Writes the value of every currency in use in the reporting currency, on the weekdays from a week before the first
    /// date on: the rate of a weekend is that of the Friday before.
    /// </summary>
    public static GeneratedFile WriteRates(Shop shop, string directory)
    {
        var options = shop.Options;
        var reporting = CurrencyPlan.Of(options.Currencies[0]);
        var foreign = options.Currencies.Concat(options.CurrenciesOfAds).Distinct().Where(code => code != reporting.Code)
            .Select(CurrencyPlan.Of).ToArray();
        var lines = new List<string>();
        for (var date = options.FirstDate.AddDays(-7); date <= options.LastDate.AddDays(1); date = date.AddDays(1))
        {
            if (date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                continue;
            for (var i = 0; i < foreign.Length; i++)
            {
                if (!IsGap(options, date, i, foreign.Length))
                    lines.Add($"{date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)},{foreign[i].Code},{Rate(foreign[i], reporting, options.Seed, date)}");
            }
        }

        return Write(directory, "fx_rates.csv", "date,currency,rate", lines);
    }

    // Where there are many currencies, the last one is not quoted for twelve days: longer than a rate is good for.
    private static bool IsGap(GeneratorOptions options, DateOnly date, int currency, int count)
    {
        var from = options.FirstDate.AddDays(options.Days / 2);
        return options.HostileShare > 0 && count >= 2 && currency == count - 1 && options.Days >= 30 && date >= from && date < from.AddDays(12);
    }

    private static string Rate(CurrencyPlan currency, CurrencyPlan reporting, ulong seed, DateOnly date)
    {
        var random = Prng.At(seed, RandomStream.Rates, (date.DayNumber * 1000L) + currency.EurMicros);
        var rate = (decimal)currency.EurMicros / reporting.EurMicros * (1 + (random.Between(-150, 150) / 10_000m));
        return Math.Round(rate, 8).ToString(CultureInfo.InvariantCulture);
    }

    private static GeneratedFile Write(string directory, string name, string header, List<string> lines)
    {
        var bytes = Encoding.UTF8.GetBytes(header + "\n" + string.Concat(lines.Select(line => line + "\n")));
        File.WriteAllBytes(Path.Combine(directory, name), bytes);
        return new GeneratedFile(name, lines.Count, bytes.Length);
    }
}
