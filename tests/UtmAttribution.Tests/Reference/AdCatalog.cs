namespace UtmAttribution.Tests.Reference;

/// <summary>What the used ad rows say of ids: names, parents, accounts (section 4).</summary>
internal sealed class AdCatalog
{
    private readonly Dictionary<string, Entity> _campaigns = [];
    private readonly Dictionary<string, Entity> _adsets = [];
    private readonly Dictionary<string, Entity> _ads = [];

    public AdCatalog(ReferenceTable table, List<AdRow> used)
    {
        foreach (var row in used)
        {
            Of(_campaigns, row.CampaignId).See(row, table.Value(row.Cells, "campaign_name"), null, null);
            if (row.AdsetId is { } adset)
                Of(_adsets, adset).See(row, table.Value(row.Cells, "adset_name"), row.CampaignId, null);
            Of(_ads, row.AdId).See(row, table.Value(row.Cells, "ad_name"), row.CampaignId, row.AdsetId);
        }
        CampaignsByName = ByName(_campaigns, _ => "");
        AdsetsByName = ByName(_adsets, e => e.Campaign.Value);
        AdsByCampaignAndName = ByName(_ads, e => e.Campaign.Value);
        AdsByAdsetAndName = ByName(_ads, e => e.Adset.Value);
    }

    /// <summary>Ids by parent and lower-case trimmed name, of all names they ever had; the campaigns' parent is empty text.</summary>
    public ILookup<(string? Parent, string Name), string> CampaignsByName { get; }
    public ILookup<(string? Parent, string Name), string> AdsetsByName { get; }
    public ILookup<(string? Parent, string Name), string> AdsByCampaignAndName { get; }
    public ILookup<(string? Parent, string Name), string> AdsByAdsetAndName { get; }

    public bool KnowsCampaign(string id) => _campaigns.ContainsKey(id);

    public bool KnowsAdset(string id) => _adsets.ContainsKey(id);

    public bool KnowsAd(string id) => _ads.ContainsKey(id);

    public string? CampaignName(string? id) => Find(_campaigns, id)?.Name.Value;

    public string? AdsetName(string? id) => Find(_adsets, id)?.Name.Value;

    public string? AdName(string? id) => Find(_ads, id)?.Name.Value;

    public string? CampaignOfAd(string id) => _ads[id].Campaign.Value;

    public string? AdsetOfAd(string id) => _ads[id].Adset.Value;

    public string? CampaignOfAdset(string id) => _adsets[id].Campaign.Value;

    /// <summary>The account of the ad, else of its campaign; of the campaign where the ad is not known.</summary>
    public string? Account(string? campaign, string? ad) => Find(_ads, ad) is { } known
        ? known.Account.Value ?? Find(_campaigns, known.Campaign.Value)?.Account.Value
        : Find(_campaigns, campaign)?.Account.Value;

    public static string NameKey(string name) => Text.Lower(name.Trim());

    private static ILookup<(string? Parent, string Name), string> ByName(Dictionary<string, Entity> entities, Func<Entity, string?> parent) =>
        entities
            .SelectMany(e => e.Value.Names.Select(name => (Key: (parent(e.Value), name), Id: e.Key)))
            .ToLookup(x => x.Key, x => x.Id);

    private static Entity Of(Dictionary<string, Entity> entities, string id)
    {
        if (!entities.TryGetValue(id, out var entity))
            entities[id] = entity = new Entity();
        return entity;
    }

    private static Entity? Find(Dictionary<string, Entity> entities, string? id) => id is null ? null : entities.GetValueOrDefault(id);

    private sealed class Entity
    {
        public HashSet<string> Names { get; } = [];
        public Newest Name { get; } = new();
        public Newest Campaign { get; } = new();
        public Newest Adset { get; } = new();
        public Newest Account { get; } = new();

        public void See(AdRow row, string? name, string? campaign, string? adset)
        {
            if (name is not null)
                Names.Add(NameKey(name));
            Name.See(row, name);
            Campaign.See(row, campaign);
            Adset.See(row, adset);
            Account.See(row, row.AccountId);
        }
    }

    /// <summary>The value of the newest row that has one: by date, hour, then the greatest by bytes.</summary>
    private sealed class Newest
    {
        private (int Day, int Hour) _at;

        public string? Value { get; private set; }

        public void See(AdRow row, string? value)
        {
            if (value is null)
                return;
            var order = Value is null ? 1 : (row.Day, row.Hour).CompareTo(_at);
            if (order > 0 || (order == 0 && ByteOrder.Compare(value, Value) > 0))
                (_at, Value) = ((row.Day, row.Hour), value);
        }
    }
}
