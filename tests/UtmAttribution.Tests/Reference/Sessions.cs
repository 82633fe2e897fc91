namespace UtmAttribution.Tests.Reference;

/// <summary>All sessions of a run, by visitor (sections 4 and 5).</summary>
internal sealed class Sessions(ReferenceOptions options, SessionBuilder builder, IdLadder ladder, ChannelRules rules, AdCatalog catalog)
{
    private const string Columns = """
        session_id session_token visitor_id customer_id utm_source utm_medium utm_campaign utm_content utm_term click_id click_id_value
        referrer_url referrer_domain landing_page_url device_type browser operating_system country city campaign_id adset_id ad_id
        id_match channel sub_channel channel_category platform session_start_time session_end_time first_pageview_time
        last_pageview_time pageviews_count time_on_site_seconds is_conversion_session conversion_type conversion_value
        conversion_currency is_bot_traffic data_source session_date
        """;

    private readonly Dictionary<string, List<Session>> _byVisitor = [];

    public IEnumerable<Session> All => _byVisitor.Values.SelectMany(s => s);

    public void Build(List<Order> orders, VisitReader reader)
    {
        foreach (var visitor in orders.GroupBy(o => o.Visitor))
        {
            List<Visit> visits = [];
            foreach (var order in visitor)
            {
                var read = reader.Read(order); // of test orders too: their partial rejects are given
                if (order.GivesVisits)
                    visits.AddRange(read);
            }
            var observed = builder.Observed(visitor.Key, visits);
            var own = visitor
                .Where(o => o.IsConversion && !observed.Exists(s => InLookback(s, o)))
                .Select(SessionBuilder.Own)
                .DistinctBy(s => s.Token);
            List<Session> sessions = [.. observed, .. own];
            sessions.ForEach(Describe);
            _byVisitor[visitor.Key] = [.. sessions.OrderBy(s => s.Start).ThenBy(s => s.Id)];
        }
    }

    /// <summary>The visitor's sessions in the order's lookback, by start and id.</summary>
    public List<Session> Of(Order order) => _byVisitor[order.Visitor].FindAll(s => InLookback(s, order));

    public ReferenceDataset Publish(int from, int to, Currencies currencies) => ReferenceDataset.Sorted(
        "utm_sessions", Columns.ReplaceLineEndings(" "), "session_id",
        [.. All.Where(s => s.Day >= from && s.Day <= to).Select(s => Row(s, currencies))]);

    private bool InLookback(Session session, Order order) =>
        session.Start > order.CreatedAt - options.LookbackMicros && session.Start <= order.CreatedAt;

    private void Describe(Session session)
    {
        var ids = ladder.Find(session.Utm, session.LandingPage);
        var utm = session.Utm;
        session.Ids = ids;
        session.Channel = rules.Of(new ChannelEvidence(utm, session.ReferrerDomain, session.Click?.Name, ids.Ad));
        session.Dimensions = new Dimensions(
            ids.Campaign, catalog.CampaignName(ids.Campaign), ids.Adset, catalog.AdsetName(ids.Adset), ids.Ad, catalog.AdName(ids.Ad),
            utm.Source, utm.Medium, utm.Campaign, utm.Content, utm.Term, session.Channel.Name, session.Channel.SubChannel);
    }

    private static string?[] Row(Session s, Currencies currencies)
    {
        var (start, end) = (Times.Format(s.Start), Times.Format(s.End));
        var converts = s.ConversionValue is not null;
        return
        [
            Rounding.Format(s.Id), s.Token, s.Visitor, s.CustomerId, .. s.Utm.Values, s.Click?.Name, s.Click?.Value,
            s.Referrer, s.ReferrerDomain, s.LandingPage, null, null, null, null, null, s.Ids.Campaign, s.Ids.Adset, s.Ids.Ad,
            s.Ids.Match, s.Channel.Name, s.Channel.SubChannel, s.Channel.Category, s.Channel.Platform, start, end, start, end,
            Rounding.Format(s.Visits), Rounding.Format(s.Seconds), converts ? "true" : "false",
            converts ? "purchase" : null, converts ? currencies.Money(s.ConversionValue!.Value) : null,
            converts ? currencies.Reporting : null, "false", s.DataSource, Times.FormatDay(s.Day),
        ];
    }
}
