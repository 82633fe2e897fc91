using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace UtmAttribution.Tests.Reference;

/// <summary>Visits into sessions (section 5).</summary>
internal sealed class SessionBuilder(ReferenceOptions options, LocalClock clock)
{
    /// <summary>A visitor's observed sessions, by start.</summary>
    public List<Session> Observed(string visitor, List<Visit> visits)
    {
        var sessions = new List<Session>();
        foreach (var group in Split(InOrder(visits)))
        {
            var session = Of(visitor, group);
            if (sessions.Find(s => s.Token == session.Token) is { } same)
            {
                same.End = Math.Max(same.End, session.End);
                same.Visits += session.Visits;
            }
            else
                sessions.Add(session);
        }
        return sessions;
    }

    /// <summary>The session of its own that a conversion gets where its visitor has none in the lookback.</summary>
    public static Session Own(Order order) => new()
    {
        Visitor = order.Visitor,
        Token = Token(order.Visitor, order.CreatedAt, Utm.None),
        Start = order.CreatedAt,
        End = order.CreatedAt,
        Day = order.Local.Day,
        Visits = 1,
        Utm = Utm.None,
        Click = null,
        LandingPage = null,
        Referrer = null,
        ReferrerDomain = null,
        DataSource = "none",
        Observed = false,
    };

    /// <summary>Equal visits are one: the best evidence, then the smaller referrer.</summary>
    private static List<Visit> InOrder(List<Visit> visits)
    {
        List<Visit> distinct = [.. visits.GroupBy(v => (v.Time, v.Utm, v.Click, v.LandingPage)).Select(g =>
            g.OrderBy(v => v.Evidence).ThenBy(v => v.Referrer, Comparer<string?>.Create(ByteOrder.Compare)).First())];
        distinct.Sort(Compare);
        return distinct;
    }

    private static int Compare(Visit a, Visit b)
    {
        var c = a.Time.CompareTo(b.Time);
        for (var i = 0; c == 0 && i < 5; i++)
            c = ByteOrder.Compare(a.Utm.Values[i], b.Utm.Values[i]);
        c = c != 0 ? c : ByteOrder.Compare(a.Click?.Name, b.Click?.Name);
        c = c != 0 ? c : ByteOrder.Compare(a.Click?.Value, b.Click?.Value);
        return c != 0 ? c : ByteOrder.Compare(a.LandingPage, b.LandingPage);
    }

    private List<List<Visit>> Split(List<Visit> visits)
    {
        var sessions = new List<List<Visit>>();
        foreach (var visit in visits)
        {
            if (sessions.Count == 0 || StartsAnother(sessions[^1], visit))
                sessions.Add([]);
            sessions[^1].Add(visit);
        }
        return sessions;
    }

    private bool StartsAnother(List<Visit> session, Visit visit)
    {
        var previous = session[^1];
        if (visit.Time - previous.Time > options.SessionTimeoutSeconds * Times.MicrosPerSecond)
            return true;
        if (clock.At(visit.Time).Day != clock.At(previous.Time).Day)
            return true;
        if (!visit.HasSignal || session.Find(v => v.HasSignal) is not { } signal)
            return false;
        var click = session.Find(v => v.Click is not null)?.Click;
        return visit.Utm != signal.Utm || (visit.Click is not null && click is not null && visit.Click != click);
    }

    private Session Of(string visitor, List<Visit> visits)
    {
        var (first, last) = (visits[0], visits[^1]);
        var described = visits.Find(v => v.HasSignal) ?? visits.Find(v => v.ReferrerDomain is not null) ?? first;
        return new Session
        {
            Visitor = visitor,
            Token = Token(visitor, first.Time, described.Utm),
            Start = first.Time,
            End = last.Time,
            Day = clock.At(first.Time).Day,
            Visits = visits.Count,
            Utm = described.Utm,
            Click = visits.Find(v => v.Click is not null)?.Click,
            LandingPage = described.LandingPage,
            Referrer = described.Referrer,
            ReferrerDomain = described.ReferrerDomain,
            DataSource = described.DataSource,
            Observed = true,
        };
    }

    /// <summary>md5 of visitor, start and the UTM values, joined by 0x1F, NULL as empty; 32 hex digits.</summary>
    [SuppressMessage("Security", "CA5351", Justification = "The contract's token is an md5; it protects nothing.")]
    internal static string Token(string visitor, long start, Utm utm)
    {
        string?[] parts = [visitor, start.ToString(CultureInfo.InvariantCulture), .. utm.Values];
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(string.Join('\u001F', parts))));
    }
}
