using UtmAttribution.Cleaning;
using UtmAttribution.DuckDb;
using UtmAttribution.Loading;

namespace UtmAttribution.Tagging;

/// <summary>Hosts that look like the shop's own: that of most landing pages, hosts above and below it, and those of Shopify's checkout.</summary>
internal static class OwnHosts
{
    private const string Shopify = "myshopify.com";
    private const string Checkout = "checkout.shopify.com";

    /// <summary>Makes <c>own_hosts</c> of the referrers' domains.</summary>
    public static void Find(DuckDBConnection engine, CancellationToken cancellation)
    {
        var shop = MostFrequent(engine, cancellation);
        var own = Texts(engine, "select distinct referrer_domain, 1::bigint from referrer_values where referrer_domain is not null", cancellation)
            .Select(domain => domain.Text).Where(domain => IsOwn(domain, shop)).ToList();
        engine.Execute("create table own_hosts (host varchar)", cancellation);
        using var hosts = engine.CreateAppender("own_hosts");
        foreach (var host in own)
        {
            hosts.SetText(0, host);
            hosts.EndRow();
        }

        hosts.Close();
    }

    /// <summary>Whether a referrer's domain looks like the shop's own.</summary>
    /// <param name="domain">The domain.</param>
    /// <param name="shop">The host of most landing pages; null where none is known.</param>
    public static bool IsOwn(string domain, string? shop) =>
        domain == Checkout || IsBelow(domain, Shopify)
        || (shop is not null && (domain == shop || IsBelow(domain, shop) || (IsBelow(shop, domain) && domain.Contains('.', StringComparison.Ordinal))));

    private static bool IsBelow(string host, string above) => host.EndsWith($".{above}", StringComparison.Ordinal);

    // The few ways in which pages begin are told apart by the engine, their hosts by the rules of the load.
    private static string? MostFrequent(DuckDBConnection engine, CancellationToken cancellation) => Texts(engine, """
            select regexp_extract(landing_page_url, '^[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*') as beginning, count(*)
            from tagging_sessions inner join page_values using (page_no)
            group by beginning having beginning <> ''
            """, cancellation)
        .GroupBy(page => Url.Host(page.Text + "/"), page => page.Count)
        .Where(host => host.Key is not null)
        .OrderByDescending(host => host.Sum()).ThenBy(host => host.Key, StringComparer.Ordinal)
        .Select(host => host.Key).FirstOrDefault();

    private static List<(string Text, long Count)> Texts(DuckDBConnection engine, string sql, CancellationToken cancellation)
    {
        using var rows = engine.ExecuteReader(sql, cancellation);
        var texts = new List<(string, long)>();
        while (rows.Read())
            texts.Add((rows.GetString(0), rows.GetInt64(1)));
        return texts;
    }
}
