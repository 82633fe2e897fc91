using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;

namespace UtmAttribution.Bench.Peers.RowByRow;

/// <summary>Consecutive visits of one visitor.</summary>
/// <param name="Visitor">Whose.</param>
/// <param name="Start">Its first visit, UTC.</param>
/// <param name="End">Its last visit, UTC.</param>
/// <param name="Visits">How many visits.</param>
/// <param name="Origin">The visit that says where it came from; null for an order without any visit.</param>
/// <param name="ClickId">The first click id it has seen.</param>
internal sealed record ShopSession(string Visitor, DateTime Start, DateTime End, int Visits, ShopVisit? Origin, string? ClickId)
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(30);

    /// <summary>Its campaign.</summary>
    public CampaignValues Utm => Origin?.Utm ?? CampaignValues.None;

    /// <summary>What it is worth as evidence: 1 with a campaign, 2 with a referrer, 3 without both.</summary>
    public int Tier => ClickId is not null || !Utm.IsEmpty ? 1 : Origin?.HasReferrer == true ? 2 : 3;

    /// <summary>The same for visitor, start and UTM values on every run.</summary>
    public string Token { get; } = TokenOf($"{Visitor}\u001f{(Start - DateTime.UnixEpoch).Ticks / 10}\u001f{(Origin?.Utm ?? CampaignValues.None).Joined}");

    /// <summary>The session that takes all the credit of an order: the last one of the best tier in the lookback, else one of its own.</summary>
    public static ShopSession LastBefore(ShopOrder order, IEnumerable<ShopSession> sessions)
    {
        var candidates = sessions.Where(session => session.Start > order.At - ShopOrder.Lookback && session.Start <= order.At).ToList();
        return candidates.Count == 0
            ? new(order.Visitor, order.At, order.At, 1, null, null)
            : candidates.OrderBy(session => session.Tier).ThenByDescending(session => session.Start).ThenByDescending(session => session.Token, StringComparer.Ordinal).First();
    }

    /// <summary>The sessions of a visitor's visits, which may be listed by several orders.</summary>
    public static List<ShopSession> Of(string visitor, IEnumerable<ShopVisit> found)
    {
        var sessions = new List<ShopSession>();
        var current = new List<ShopVisit>();
        CampaignValues? campaign = null;
        string? clickId = null;
        foreach (var visit in found.Distinct().OrderBy(visit => visit, Comparer<ShopVisit>.Create(CompareVisits)))
        {
            var differs = visit.HasSignal && campaign is not null
                && (visit.Utm != campaign || (visit.ClickId is not null && clickId is not null && visit.ClickId != clickId));
            if (current.Count > 0 && (differs || visit.At - current[^1].At > Timeout || visit.At.Date != current[^1].At.Date))
            {
                sessions.Add(From(visitor, current, clickId));
                current = [];
                (campaign, clickId) = (null, null);
            }

            current.Add(visit);
            if (visit.HasSignal)
                campaign ??= visit.Utm;
            clickId ??= visit.ClickId;
        }

        if (current.Count > 0)
            sessions.Add(From(visitor, current, clickId));
        return sessions;
    }

    [SuppressMessage("Security", "CA5351", Justification = "The contract's token is an md5; it protects nothing.")]
    private static string TokenOf(string text) => Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));

    private static ShopSession From(string visitor, List<ShopVisit> visits, string? clickId)
    {
        var origin = visits.Find(visit => visit.HasSignal) ?? visits.Find(visit => visit.HasReferrer) ?? visits[0];
        return new(visitor, visits[0].At, visits[^1].At, visits.Count, origin, clickId);
    }

    private static int CompareVisits(ShopVisit a, ShopVisit b)
    {
        var order = a.At.CompareTo(b.At);
        foreach (var (first, second) in new[]
        {
            (a.Utm.Source, b.Utm.Source), (a.Utm.Medium, b.Utm.Medium), (a.Utm.Campaign, b.Utm.Campaign), (a.Utm.Content, b.Utm.Content),
            (a.Utm.Term, b.Utm.Term), (a.ClickId, b.ClickId), (a.Page, b.Page),
        })
        {
            if (order != 0)
                return order;
            // What is missing comes last.
            order = first is null || second is null ? (first is null ? 1 : 0) - (second is null ? 1 : 0) : string.CompareOrdinal(first, second);
        }

        return order;
    }
}
