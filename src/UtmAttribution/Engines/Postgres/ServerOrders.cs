using System.Globalization;
using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Evidence;
using UtmAttribution.Loading;
using UtmAttribution.Money;
using UtmAttribution.Options;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Time;

namespace UtmAttribution.Engines.Postgres;

/// <summary>
/// Orders that a server reads where they are. It takes plain ones apart by itself; the loader is given the distinct values of
/// their visits, as an order each, whose visits say what the values mean, and every order that is not plain.
/// </summary>
/// <param name="orders">The orders in the server's database.</param>
/// <param name="engine">The server's engine, on whose connection unqualified names are the run's relations.</param>
internal sealed class ServerOrders(OrdersInPlace orders, PostgresEngine engine)
{
    // The selects of lower numbers take the orders apart; those of higher ones use what the loader has made of its part.
    private const int ToLoadNumber = 70;
    private const string ToLoad = "orders_to_load";

    // Relations of the loader that get rows of the server's own.
    private static readonly HashSet<string> Joined = ["order_rows", "visit_rows", "click_values", "page_values", "referrer_values"];

    // The columns by which a shape is an order, for the loader to tell what it means.
    private static readonly Dictionary<string, string> MomentShape = new(StringComparer.Ordinal)
    {
        ["customer_journey"] = """
            jsonb_build_object('moments', jsonb_build_array(jsonb_build_object(
                'occurredAt', '2000-01-02T00:00:00Z', 'landingPage', page_shape, 'referrerUrl', referrer_shape,
                'utmParameters', nullif(utm, '')::jsonb
            )))::text
            """,
    };

    private static readonly Dictionary<string, string> EvidenceShape = new(StringComparer.Ordinal)
    {
        ["customer_referrer_url"] = "referrer_shape",
        ["landing_page_url"] = "page_shape",
        ["customer_utm_source"] = "utm_source",
        ["customer_utm_medium"] = "utm_medium",
        ["customer_utm_campaign"] = "utm_campaign",
        ["customer_utm_content"] = "utm_content",
        ["customer_utm_term"] = "utm_term",
        ["custom_attributes"] = "nullif(attributes_shape, '')",
    };

    private static IEnumerable<string> Names => SourceTable.ShopifyOrders.Columns.Select(column => column.Name);

    /// <summary>The name of what the loader has loaded of a relation.</summary>
    public static string NameOfLoaded(string relation) => Joined.Contains(relation) ? $"loaded_{relation}" : relation;

    /// <summary>The beginning of the ids of orders that are none: it is no text that an id is.</summary>
    public string ShapeMark => $"\u0003{engine.Work.Name}:";

    /// <summary>The local hours of the first and the last order that the server has seen; none where it has seen none.</summary>
    public IReadOnlyList<int> Hours { get; private set; } = [];

    /// <summary>How many landing pages are paths, without a host: what the loader is given for them left out.</summary>
    public long Paths { get; private set; }

    /// <summary>Takes the orders apart, in the state of the database that the source reads.</summary>
    /// <param name="options">The run's.</param>
    /// <param name="rates">Convert amounts.</param>
    /// <param name="stages">Every select is a stage.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Scan(AttributionOptions options, FxRates rates, Stages stages, CancellationToken cancellation)
    {
        engine.Ask("reading orders", asked =>
        {
            asked.Run("begin isolation level repeatable read");
            asked.Run($"set transaction snapshot '{orders.Snapshot}'");
            Prepare(asked, options, rates);
            return true;
        }, cancellation);
        foreach (var model in SqlModel.OfOrdersOnServer.Where(model => model.Number < ToLoadNumber).Append(new(ToLoadNumber, ToLoad, RestOfOrders())))
            stages.Run(model.Name, engine, () => engine.RunOnServer(model, cancellation));
        engine.Ask("reading orders", asked =>
        {
            // Nothing of the run may keep its user from changing the table.
            asked.Run("drop view source_orders");
            asked.Run("commit");
            Hours = asked.Rows(
                "select min(local_hour) from scanned_orders having count(local_hour) > 0 union all select max(local_hour) from scanned_orders having count(local_hour) > 0",
                row => row.GetInt32(0));
            Paths = asked.Value<long>($"""
                select
                    (select count(*) from scanned_moments inner join read_orders using (order_no) where {IsPath("page")})
                    + (select count(*) from scanned_evidence inner join read_orders using (order_no) where {IsPath("page")})
                    - (select count(*) from moment_shapes where {IsPath("page_shape")}) - (select count(*) from evidence_shapes where {IsPath("page_shape")})
                """);
            return true;
        }, cancellation);
    }

    /// <summary>Opens what the loader is to read as the orders.</summary>
    public PostgresSource OpenRest() => new(engine.Server, new() { Orders = new(engine.Work.Name, ToLoad) });

    /// <summary>Makes what the models read of what the server and the loader have; nothing else is left.</summary>
    public void Join(Stages stages, CancellationToken cancellation)
    {
        foreach (var model in SqlModel.OfOrdersOnServer.Where(model => model.Number > ToLoadNumber))
            stages.Run(model.Name, engine, () => engine.RunOnServer(model, cancellation));
        engine.Ask("counting orders", asked => RefuseUnlessWhole(asked), cancellation);
        foreach (var relation in SqlModel.OfOrdersOnServer.Select(model => model.Name).Except(Joined).Concat(Joined.Select(NameOfLoaded)).Append(ToLoad))
            engine.Ask("reading orders", _ => engine.Drop(relation), cancellation);
    }

    // What the ledger begins with is what the source has, not what has come so far.
    private static bool RefuseUnlessWhole(NpgsqlConnection connection)
    {
        var (read, joined) = (connection.Value<long>("select count(*) from scanned_orders"), connection.Value<long>("select count(*) from order_rows"));
        return read == joined
            ? true
            : throw new LedgerException($"The ledger does not balance, so nothing was published. orders read on the server: expected {read}, found {joined}.");
    }

    private void Prepare(NpgsqlConnection connection, AttributionOptions options, FxRates rates)
    {
        var zone = TimeZones.Find(options.TimeZone);
        connection.Run(SqlModel.Text("bridge/postgres/functions.sql")
            .Replace("{click_ids}", string.Join(',', ClickIds.Names), StringComparison.Ordinal)
            .Replace("{known_names}", string.Join(',', Parameters.Names), StringComparison.Ordinal)
            .Replace("{local_hour}", ServerClock.LocalTime(zone), StringComparison.Ordinal));
        connection.Run($"create view source_orders as {orders.Select}");
        connection.Run(string.Create(CultureInfo.InvariantCulture, $"""
            create view load_settings as select
                {Sql.Text(rates.ReportingCurrency)}::text collate "C" as currency,
                {Math.Pow(10, Currencies.Decimals(rates.ReportingCurrency))}::numeric as minor_units,
                {(options.Revenue == RevenueBasis.Net ? "true" : "false")} as is_net,
                {(long)options.Lookback.TotalDays * 86_400_000_000}::bigint as lookback_us,
                {Sql.Text(ShapeMark)}::text collate "C" as shape_mark
            """));
        var values = rates.All.Select(rate => $"({Sql.Text(rate.Currency)}, {rate.Day.ToString(CultureInfo.InvariantCulture)}, {rate.Rate})").ToList();
        connection.Run("create unlogged table load_rates (currency text collate \"C\", day integer, rate numeric)");
        if (values.Count > 0)
            connection.Run($"insert into load_rates values {string.Join(", ", values)}");
    }

    private static string IsPath(string page) => $"{page} like '/%' and {page} not like '//%'";

    private string RestOfOrders() => $"""
        select * from ({orders.Rows}) as orders
        where not exists (select 1 from read_orders where read_orders.order_id = orders.order_id)
        union all
        select {Shape("m", MomentShape)}
        from moment_shapes cross join load_settings
        union all
        select {Shape("e", EvidenceShape)}
        from evidence_shapes cross join load_settings
        """;

    private static string Shape(string kind, Dictionary<string, string> values) => string.Join(", ", Names.Select(name => name switch
    {
        "order_id" => $"shape_mark || '{kind}' || shape_hash",
        "created_at" => "'2000-01-02 00:00:00+00'",
        "total_price_amount" => "0",
        _ => values.GetValueOrDefault(name, "null"),
    }));
}
