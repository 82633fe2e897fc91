using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Loading;
using UtmAttribution.Loading.RowFiles;

namespace UtmAttribution.Evidence;

/// <summary>
/// Every distinct text of the visits, cleaned once and written once to the engine's dictionary tables; visits carry numbers.
/// Texts are found again by a 128-bit hash of their bytes. What is remembered is bounded: where a text is met again after it
/// was forgotten it gets a second number, which the models fold into one.
/// </summary>
internal sealed partial class EvidenceDictionary : IDisposable
{
    // About 40 MB at the worst, which a processor finds its way in; click ids make nearly every landing page a new one.
    internal const int LargestMemory = 200_000;

    private readonly TextHashTable<int> _utmObjects = new();
    private readonly Dictionary<UtmTuple, int> _utmNumbers = [];
    private readonly Dictionary<(int Utm, int Fill), int> _filledUtms = [];
    private readonly TextHashTable<PageFacts> _pages = new();
    private readonly TextHashTable<Referrer> _referrers = new();
    private readonly TextHashTable<(int Utm, int Link)> _queries = new();
    private readonly Dictionary<LinkIds, int> _links = [];
    private readonly TextHashTable<int> _authorities = new();
    private readonly Dictionary<string, int> _hosts = new(StringComparer.Ordinal);
    private readonly List<UtmTuple> _utms = [];
    private readonly HashSet<string> _shopHosts;
    private readonly UtmObjectReader _utmObjectReader = new();
    private readonly QueryScan _query = new();
    private readonly DictionaryTables _tables;
    private readonly PartNumbers _numbers;
    private readonly int _largestMemory;
    private int _firstUtmKept;
    private int _lastHost;
    private ulong _near;

    /// <summary>Makes an empty dictionary.</summary>
    /// <param name="tables">It writes to these.</param>
    /// <param name="shopHosts">The shop's own hosts.</param>
    /// <param name="largestMemory">From how many remembered texts on they are forgotten; null for what all dictionaries together may remember.</param>
    /// <param name="numbers">Its numbers, where several dictionaries fill the tables.</param>
    public EvidenceDictionary(LoadedRows tables, IReadOnlyList<string> shopHosts, int? largestMemory = null, PartNumbers? numbers = null)
    {
        _numbers = numbers ?? PartNumbers.Alone;
        _largestMemory = largestMemory ?? LargestMemory / _numbers.Parts;
        _shopHosts = [.. shopHosts.Select(Url.Host).OfType<string>()];
        _tables = new DictionaryTables(tables, _numbers);
        if (_numbers.Part == 0)
            _tables.AddNone();
    }

    /// <summary>How many landing pages were paths, without a host.</summary>
    public long PathsSeen { get; private set; }

    /// <summary>Puts a visit together: its NULLs are filled from its landing page's query.</summary>
    public Visit Visit(long at, int utm, LandingPage page, Referrer referrer, DataSource source, Click click = default)
    {
        var facts = page.Facts;
        if (click == default)
            click = facts.Click;
        return new(
            at,
            Fill(utm, facts.Utm),
            click,
            facts.Number,
            page.Hash,
            facts.Link,
            referrer.Number,
            referrer.Host != 0 && referrer.Host != facts.Host,
            source);
    }

    /// <summary>The number of a <c>utmParameters</c> object, given as its JSON bytes.</summary>
    public int Utm(ReadOnlySpan<byte> json)
    {
        ref var number = ref _utmObjects.GetOrAdd(TextHash.Of(json), out var exists);
        if (!exists)
            number = Utm(_utmObjectReader.Read(json));
        return number;
    }

    /// <summary>The number of five cleaned values; 0 where all are NULL.</summary>
    public int Utm(UtmTuple utm)
    {
        if (utm == default)
            return 0;
        if (!_utmNumbers.TryGetValue(utm, out var number))
        {
            number = _tables.AddUtm(utm);
            _utmNumbers.Add(utm, number);
            _utms.Add(utm);
        }
        return number;
    }

    /// <summary>A click id. Every call gives another number: nearly all pages that have one are met once.</summary>
    public Click Click(ClickId? click) =>
        click is { } given ? Click(ClickIds.IndexOf(given.Name), Encoding.UTF8.GetBytes(given.Value)) : default;

    /// <summary>A referrer with its domain; the shop's own hosts are no domain.</summary>
    public Referrer Referrer(ReadOnlySpan<byte> url)
    {
        if (url.IsEmpty)
            return Evidence.Referrer.None;
        ref var referrer = ref _referrers.GetOrAdd(TextHash.Of(url), out var exists);
        if (!exists)
        {
            var domain = Url.Host(Encoding.UTF8.GetString(url));
            if (domain is not null && _shopHosts.Contains(domain))
                domain = null;
            referrer = new(_tables.AddReferrer(url, domain), HostNumber(domain));
        }
        return referrer;
    }

    /// <summary>Forgets everything where it has grown large; to be called between two orders.</summary>
    public void TrimMemory()
    {
        if (_pages.Count + _referrers.Count + _queries.Count + _authorities.Count + _utmObjects.Count + _utmNumbers.Count < _largestMemory)
            return;
        _utmObjects.Clear();
        _utmNumbers.Clear();
        _filledUtms.Clear();
        _pages.Clear();
        _referrers.Clear();
        _queries.Clear();
        _authorities.Clear();
        _links.Clear();
        _hosts.Clear();
        _firstUtmKept += _utms.Count;
        _utms.Clear();
    }

    /// <summary>Writes what is still buffered.</summary>
    public void Close() => _tables.Close();

    /// <inheritdoc/>
    public void Dispose() => _tables.Dispose();

    private Click Click(int name, ReadOnlySpan<byte> value) => new(_tables.AddClick(name, value), TextHash.Of(value, name).Number);

    private int Fill(int utm, int pageUtm)
    {
        if (utm == 0 || pageUtm == 0 || utm == pageUtm)
            return utm + (utm == 0 ? pageUtm : 0);
        if (!_filledUtms.TryGetValue((utm, pageUtm), out var filled))
        {
            filled = Utm(Tuple(utm).FilledFrom(Tuple(pageUtm)));
            _filledUtms.Add((utm, pageUtm), filled);
        }
        return filled;
    }

    private UtmTuple Tuple(int utm) => _utms[_numbers.IndexOf(utm) - _firstUtmKept];

    private int Link(LinkIds ids)
    {
        if (ids == default)
            return 0;
        if (!_links.TryGetValue(ids, out var number))
        {
            number = _tables.AddLink(ids);
            _links.Add(ids, number);
        }
        return number;
    }

    // Numbers are not used again after the hosts were forgotten, since pages and referrers go with them.
    private int HostNumber(string? host)
    {
        if (host is null)
            return 0;
        if (!_hosts.TryGetValue(host, out var number))
            _hosts.Add(host, number = ++_lastHost);
        return number;
    }
}
