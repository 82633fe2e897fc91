namespace UtmAttribution.Tests.Reference;

/// <summary>
/// The data contract read literally, row by row: an oracle for the product's rows.
/// </summary>
public static class ReferenceRun
{
    /// <summary>What a run over the sources publishes.</summary>
    /// <exception cref="ReferenceException">The contract calls the input an error.</exception>
    public static ReferenceResult Of(ReferenceSources sources, ReferenceOptions options)
    {
        sources.Orders.Require("shopify_orders", "order_id", "created_at", "total_price_amount");
        var (clock, ledger, rejects) = (new LocalClock(options.TimeZone), new Ledger(), new Rejects());
        var currencies = new Currencies(sources.Orders, sources.FxRates, options);
        var accounts = new Accounts(sources.Accounts);
        var (from, to) = Range(sources, options, clock);

        var usableAds = new AdReader(sources.Ads, currencies, accounts, rejects, ledger).Read(from, to);
        var ads = new AdCopies(sources.Ads, options, rejects, ledger).Resolve(usableAds, from, to);
        var catalog = new AdCatalog(sources.Ads, ads);
        var orders = new OrderReader(sources.Orders, options, currencies, clock, rejects, ledger).Read(from, to);

        var rules = new ChannelRules(sources.ChannelRules);
        var sessions = new Sessions(options, new SessionBuilder(options, clock), new IdLadder(catalog), rules, catalog);
        sessions.Build(orders, new VisitReader(sources.Orders, options, rejects));

        var hours = new Hours(catalog, accounts, clock, currencies);
        var mapping = new OrderMapping(sources.Orders, currencies, from, to);
        foreach (var session in sessions.All.Where(s => s.Observed))
            hours.AddSession(session);
        var attribution = new Attribution(options, sessions);
        var channels = options.TrainingDays(to) is { } days ? Learn(orders, options, attribution, currencies, days) : null;
        Attribute(orders, options, attribution, hours, mapping);
        foreach (var (model, revenue) in mapping.Revenue)
            ledger.Add($"attributed revenue {model}", revenue, 4);

        var metrics = hours.Metrics(from, to);
        var adHours = ads.Where(r => r.Day >= from && r.Day <= to).GroupBy(r => r.Key).Select(AdHour.Of);
        var performance = new Performance(catalog, rules).Join(metrics, adHours);
        Total(ledger, orders, ads, currencies, from, to);
        foreach (var row in performance.Where(p => p.Ad is not null))
            ledger.Add($"ad spend {row.Status}", row.Ad!.Spend, 4);
        var earliest = clock.At(clock.Midnight(from) - options.LookbackMicros).Day;
        ReferenceDataset[] datasets =
        [
            sessions.Publish(earliest, to, currencies), mapping.Publish(), Hours.Publish(metrics), hours.PublishAttribution(from, to),
            Performance.Publish(performance), DailySummary.Publish(performance), rejects.Publish(from, to),
            .. channels is null ? [] : new[] { channels },
        ];
        return new ReferenceResult(Times.Date(from), Times.Date(to), datasets.ToDictionary(d => d.Name), ledger.Totals());
    }

    private static ReferenceDataset Learn(List<Order> orders, ReferenceOptions options, Attribution attribution, Currencies currencies, (int From, int To) days)
    {
        var trained = orders.FindAll(o => o.IsConversion && o.Local.Day >= days.From && o.Local.Day <= days.To);
        attribution.Effects = new RemovalEffects([.. trained.Select(attribution.Path)], options.MarkovOrder);
        return ChannelAttribution.Publish(trained, options, attribution, currencies, days);
    }

    private static void Attribute(List<Order> orders, ReferenceOptions options, Attribution attribution, Hours hours, OrderMapping mapping)
    {
        foreach (var order in orders.Where(o => o.IsConversion))
        {
            var converting = attribution.Credits(order, "last_click").Single().Session;
            converting.ConversionValue = (converting.ConversionValue ?? 0) + order.Value;
            foreach (var model in options.RunModels)
            {
                var credits = attribution.Credits(order, model);
                credits.ForEach(mapping.Add);
                credits.ForEach(hours.AddCredit);
                if (model == options.PrimaryModel)
                    hours.AddOrder(order, credits);
            }
        }
    }

    /// <summary>The local dates of the run: those given, else the earliest and latest of orders and ads.</summary>
    private static (int From, int To) Range(ReferenceSources sources, ReferenceOptions options, LocalClock clock)
    {
        int[] days =
        [
            .. sources.Orders.Rows.Select(r => Times.Parse(sources.Orders.Value(r, "created_at")))
                .OfType<long>().Select(t => clock.At(t).Day),
            .. sources.Ads.Rows.Select(r => Times.Day(sources.Ads.Value(r, "date_start"))).OfType<int>(),
        ];
        int? given = options.From is { } first ? Times.Day(first) : null;
        var from = given ?? (days.Length > 0 ? days.Min() : 0);
        var to = options.To is { } last ? Times.Day(last) : days.Length > 0 ? days.Max() : 0;
        return (from, to);
    }

    private static void Total(Ledger ledger, List<Order> orders, List<AdRow> ads, Currencies currencies, int from, int to)
    {
        foreach (var order in orders.Where(o => o.Local.Day >= from && o.Local.Day <= to))
        {
            ledger.Count(order.Cancelled ? "orders cancelled" : order.Test ? "orders test" : "orders conversions");
            if (order.IsConversion)
                ledger.Add("conversions value", currencies.Units(order.Value), 4);
        }
        foreach (var row in ads.Where(r => r.Day >= from && r.Day <= to))
        {
            ledger.Count("ad rows used");
            ledger.Add("ad spend used", row.Spend, 4);
            ledger.Add("ad impressions used", row.Impressions, 0);
            ledger.Add("ad clicks used", row.Clicks, 0);
        }
    }
}
