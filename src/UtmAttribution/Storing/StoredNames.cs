using UtmAttribution.Backfilling;
using UtmAttribution.Engines;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Sources;

namespace UtmAttribution.Storing;

/// <summary>
/// What the ads table says of the evidence and the ads of every day, so that a new or renamed ad concerns the days alone that had to do
/// with it: a store knows the UTM values and landing page ids of each day's orders, and so which campaign, ad set and ad they lead to.
/// </summary>
internal static class StoredNames
{
    private const string Matches = "ad_matches";

    private const string Ads = """
        left join ad_ids as ads on ads.level = 'ad' and ads.id = named.ad_id
        left join ad_ids as adsets on adsets.level = 'adset' and adsets.id = coalesce(named.adset_id, ads.adset_id)
        left join ad_ids as campaigns on campaigns.level = 'campaign' and campaigns.id = coalesce(named.campaign_id, ads.campaign_id)
        """;

    private const string Names = "(ads.name, ads.account_id, adsets.id, adsets.name, campaigns.name, campaigns.account_id)";

    /// <summary>Notes them.</summary>
    /// <param name="engine">Has the relations <c>ad_ids</c> and <c>ad_names</c>, and keeps what is made.</param>
    /// <param name="tables">Its tables; the labels of ads, and what rows call them, are shown.</param>
    /// <param name="store">The store.</param>
    /// <param name="range">The times of the orders.</param>
    /// <param name="digest">Notes them.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Read(DuckDbEngine engine, LoadedRows tables, LoadedStore store, ReadRange? range, SourceDigest digest, CancellationToken cancellation)
    {
        store.ShowEvidence(tables, range, cancellation);
        engine.Run(SqlModel.All.Single(model => model.Name == Matches), cancellation);
        Add(digest.NamesOfOrders, $"""
            select evidence.day, (utm_source, utm_medium, utm_campaign, utm_content, utm_term)::varchar
                || (links.ad_id, ad_id_2, links.adset_id, adset_id_2, links.campaign_id, campaign_id_2, campaign_id_3)::varchar
                || (named.campaign_id, named.adset_id, named.ad_id, named.id_match)::varchar || {Names}::varchar
            from {LoadedStore.Evidence} as evidence
            join {Matches} as named using (utm_no, link_no)
            join utm_values using (utm_no)
            join link_values as links using (link_no)
            {Ads}
            """);
        Add(digest.NamesOfAds, $"""
            select shown.day, (named.campaign_id, named.ad_id)::varchar || {Names}::varchar
            from (select (shown_on - date '1970-01-01')::integer as day, label_no from ad_label_days) as shown
            join (select label_no, campaign_id, null as adset_id, ad_id from ad_labels) as named using (label_no)
            {Ads}
            """);

        void Add(DayDigests days, string texts)
        {
            using var reader = engine.Connection.ExecuteReader(
                $"select day, count(*), sum(md5_number_lower(text))::varchar from (select distinct * from ({texts}) as named(day, text)) group by day", cancellation);
            days.Add(reader);
        }
    }
}
