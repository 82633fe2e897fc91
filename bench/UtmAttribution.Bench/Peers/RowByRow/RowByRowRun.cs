using Npgsql;
using UtmAttribution.Postgres;

namespace UtmAttribution.Bench.Peers.RowByRow;

/// <summary>
/// Last click as a script does it that goes through the orders: for each order one session and one mapping row, with a commit of
/// their own, and in the end the hours in SQL. In its favour, it reads all orders once before, to know a visitor's visits without
/// asking for them order by order, and its statements are prepared.
/// </summary>
/// <param name="database">The connection to the database, which has the source in <c>public</c>.</param>
/// <param name="schema">The schema for its tables, made anew.</param>
internal sealed class RowByRowRun(string database, string schema)
{
    private const string InsertSession = """
        insert into sessions (session_token, visitor_id, utm_source, utm_medium, utm_campaign, utm_content, utm_term, click_id, landing_page, referrer,
            campaign_id, adset_id, ad_id, has_campaign, session_start, session_end, pageviews)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)
        on conflict (session_token) do nothing
        """;

    private const string InsertMapping = """
        insert into order_mapping (order_id, session_token, order_date, order_value, attributed_revenue)
        values ($1, $2, $3, $4, $5)
        on conflict (order_id) do update set session_token = excluded.session_token, order_date = excluded.order_date,
            order_value = excluded.order_value, attributed_revenue = excluded.attributed_revenue
        """;

    /// <summary>All of it.</summary>
    public void Run()
    {
        using var connection = PostgresServer.Parse(database).Connect(CancellationToken.None);
        Execute(connection, $"drop schema if exists {schema} cascade; create schema {schema}; set search_path = {schema}");
        Execute(connection, File.ReadAllText(RepositoryPaths.PeerFile("rows-tables.sql")));
        var ads = AdNames.Read(connection);
        var orders = new List<ShopOrder>();
        var visits = new Dictionary<string, List<ShopVisit>>(StringComparer.Ordinal);
        ReadOrders(connection, orders, visits);
        var sessions = visits.ToDictionary(visitor => visitor.Key, visitor => ShopSession.Of(visitor.Key, visitor.Value), StringComparer.Ordinal);
        using var insertSession = Prepare(connection, InsertSession);
        using var insertMapping = Prepare(connection, InsertMapping);
        foreach (var order in orders.Where(order => order.Counts))
        {
            var session = ShopSession.LastBefore(order, sessions[order.Visitor]);
            // A round trip for each insert, the first of which begins the transaction, and one for the commit.
            using var transaction = connection.BeginTransaction();
            Insert(insertSession, transaction, ValuesOf(session, ads));
            Insert(insertMapping, transaction, [order.Id, session.Token, order.At, order.Value, order.Value]);
            transaction.Commit();
        }

        Execute(connection, File.ReadAllText(RepositoryPaths.PeerFile("rows-hourly.sql")));
    }

    private static void ReadOrders(NpgsqlConnection connection, List<ShopOrder> orders, Dictionary<string, List<ShopVisit>> visits)
    {
        using var command = new NpgsqlCommand(ShopOrder.Query, connection);
        using var row = command.ExecuteReader();
        while (row.Read())
        {
            var order = ShopOrder.Read(row);
            orders.Add(order);
            (visits.TryGetValue(order.Visitor, out var known) ? known : visits[order.Visitor] = []).AddRange(order.Visits);
        }
    }

    private static object?[] ValuesOf(ShopSession session, AdNames ads)
    {
        var (utm, (campaign, adSet, ad)) = (session.Utm, ads.Of(session));
        return
        [
            session.Token, session.Visitor, utm.Source, utm.Medium, utm.Campaign, utm.Content, utm.Term, session.ClickId, session.Origin?.Page,
            session.Origin?.Referrer, campaign, adSet, ad, session.Tier == 1, session.Start, session.End, session.Visits,
        ];
    }

    private static NpgsqlCommand Prepare(NpgsqlConnection connection, string statement)
    {
        var command = new NpgsqlCommand(statement, connection);
        var types = statement == InsertMapping
            ? "bigint text timestamptz numeric numeric"
            : "text text text text text text text text text text text text text boolean timestamptz timestamptz integer";
        foreach (var type in types.Split(' '))
            command.Parameters.Add(new() { DataTypeName = type });
        command.Prepare();
        return command;
    }

    private static void Insert(NpgsqlCommand command, NpgsqlTransaction transaction, object?[] values)
    {
        command.Transaction = transaction;
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }

    private static void Execute(NpgsqlConnection connection, string statements)
    {
        using var command = new NpgsqlCommand(statements, connection);
        command.ExecuteNonQuery();
    }
}
