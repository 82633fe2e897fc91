using NodaTime;
using UtmAttribution.Errors;
using UtmAttribution.Money;
using UtmAttribution.Sources;
using UtmAttribution.Time;

namespace UtmAttribution.Loading;

/// <summary>The ad accounts that have a time zone or a currency of their own.</summary>
internal sealed class AdAccounts
{
    private readonly Dictionary<string, (string? TimeZone, string? Currency)> _accounts = new(StringComparer.Ordinal);

    /// <summary>The zones that accounts have and the report has not, numbered from 1.</summary>
    public IReadOnlyList<DateTimeZone> Zones { get; private set; } = [];

    /// <summary>The accounts with such a zone, and its number.</summary>
    public IEnumerable<(string Account, int Zone)> OwnZones =>
        from account in _accounts
        let zone = Zones.Select((zone, index) => (zone.Id, Number: index + 1)).FirstOrDefault(zone => zone.Id == account.Value.TimeZone)
        where zone.Number > 0
        select (account.Key, zone.Number);

    /// <summary>The accounts' currencies as one text, which is another one where one of them has changed.</summary>
    public string Currencies => string.Join('\n', _accounts.Where(account => account.Value.Currency is not null)
        .Select(account => $"{account.Key} {account.Value.Currency}").Order(StringComparer.Ordinal));

    /// <summary>Reads <c>ad_accounts</c>; none where the source has no such table.</summary>
    /// <exception cref="InvalidInputException">A zone is unknown, or one account has two entries that differ.</exception>
    public static AdAccounts Load(ISource source, DateTimeZone reportingZone, CancellationToken cancellation)
    {
        var loaded = new AdAccounts();
        using var reader = source.Open(SourceTable.AdAccounts, range: null, cancellation);
        for (var row = 1; reader?.Read() == true; row++)
        {
            if (SourceValue.Id(reader, 0) is not { } account)
                continue;
            var place = $"Table 'ad_accounts' ({source.Description}), row {row}, account '{account}'";
            var zone = SourceValue.Text(reader, 1)?.Trim() is { Length: > 0 } name ? FindZone(name, place) : null;
            var entry = (zone, Money.Currencies.Normalize(SourceValue.Text(reader, 2)));
            if (!loaded._accounts.TryAdd(account, entry) && loaded._accounts[account] != entry)
                throw new InvalidInputException($"{place}: the account has another row with another time zone or currency. Keep one.");
        }
        loaded.Zones =
        [
            .. loaded._accounts.Values.Select(account => account.TimeZone).OfType<string>().Where(zone => zone != reportingZone.Id)
                .Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(zone => DateTimeZoneProviders.Tzdb[zone]),
        ];
        return loaded;
    }

    /// <summary>The account's own currency, or null for the reporting currency.</summary>
    public string? Currency(string? account) =>
        account is not null && _accounts.TryGetValue(account, out var entry) ? entry.Currency : null;

    private static string FindZone(string name, string place)
    {
        try
        {
            return TimeZones.Find(name).Id;
        }
        catch (InvalidOptionException exception)
        {
            throw new InvalidInputException($"{place}: {exception.Message}", exception);
        }
    }
}
