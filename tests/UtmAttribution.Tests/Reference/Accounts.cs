namespace UtmAttribution.Tests.Reference;

/// <summary>The time zones and currencies of ad accounts; an account that is not listed has the reporting ones.</summary>
internal sealed class Accounts
{
    private readonly Dictionary<string, (LocalClock? Clock, string? Currency)> _accounts = [];

    public Accounts(ReferenceTable? table)
    {
        table?.Require("ad_accounts", "account_id");
        foreach (var row in table?.Rows ?? [])
        {
            if (Text.Id(table!.Value(row, "account_id")) is not { } id)
                continue;
            var zone = Text.Id(table.Value(row, "time_zone"));
            if (!_accounts.TryAdd(id, (zone is null ? null : new LocalClock(zone), Currencies.Code(table.Value(row, "currency")))))
                throw new ReferenceException($"ad_accounts: the account '{id}' is repeated.");
        }
    }

    /// <summary>The account's own clock; null where it has the reporting zone.</summary>
    public LocalClock? Clock(string? account) => account is null ? null : _accounts.GetValueOrDefault(account).Clock;

    /// <summary>The account's own currency; null where it has the reporting one.</summary>
    public string? Currency(string? account) => account is null ? null : _accounts.GetValueOrDefault(account).Currency;
}
