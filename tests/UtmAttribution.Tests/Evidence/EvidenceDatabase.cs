using UtmAttribution.Evidence;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.DuckDb;

namespace UtmAttribution.Tests.Evidence;

/// <summary>The loaded tables, empty, with a dictionary that writes to them; visits come back as the texts behind their numbers.</summary>
internal sealed class EvidenceDatabase : IDisposable
{
    private readonly MemoryDatabase _database = new();
    private readonly TemporaryFolder _folder = new();
    private readonly LoadedRows _tables;

    public EvidenceDatabase(int? largestMemory = null)
    {
        _database.Connection.Execute(LoadedTables.Create);
        _tables = new(_database.Connection, _folder.Path);
        Dictionary = new(_tables, ["shop.example"], largestMemory);
    }

    public EvidenceDictionary Dictionary { get; }

    /// <summary>
    /// Each visit as its time and <c>name=text</c> of what it has, with <c>referral</c> where its referrer has a domain that
    /// counts. Ends the dictionary.
    /// </summary>
    public List<string> Texts(IEnumerable<Visit> visits)
    {
        Dictionary.Close();
        using (var rows = _tables.Open("visit_rows", PartNumbers.Alone))
        {
            foreach (var (index, visit) in visits.Index())
                rows.Append(index, 0, visit);
            rows.Close();
        }
        _tables.Show(CancellationToken.None);
        var texts = new List<string>();
        using var reader = _database.Connection.ExecuteReader("""
            select concat_ws(
                ' ', strftime(make_timestamp(visit_us), '%m-%d %H:%M:%S'),
                'source=' || utm_source, 'medium=' || utm_medium, 'campaign=' || utm_campaign, 'content=' || utm_content,
                'term=' || utm_term, click_id || '=' || click_id_value, 'page=' || landing_page_url, 'ad=' || link_values.ad_id,
                'referrer=' || referrer_url, 'domain=' || referrer_domain, case when has_referrer_domain then 'referral' end
            )
            from visit_rows
            left join utm_values using (utm_no)
            left join click_values using (click_no)
            left join click_names using (click_name_no)
            left join page_values using (page_no)
            left join link_values using (link_no)
            left join referrer_values using (referrer_no)
            order by order_no
            """);
        while (reader.Read())
            texts.Add(reader.GetString(0));
        return texts;
    }

    /// <summary>How many texts a dictionary table holds.</summary>
    public string Count(string table) => _database.Ask($"select count(*) from {table}");

    public void Dispose()
    {
        Dictionary.Dispose();
        _database.Dispose();
        _folder.Dispose();
    }
}
