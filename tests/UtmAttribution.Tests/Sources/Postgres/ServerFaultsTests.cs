using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;
using UtmAttribution.Cli;
using UtmAttribution.Tests.Cli;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>What a person sees where a server can't be reached, refuses or breaks off: the tool's own process, a real server.</summary>
public sealed class ServerFaultsTests(SmallShop shop) : IClassFixture<SmallShop>
{
    private string Uri => shop.Database.Uri;

    [Fact]
    public void A_wrong_password() => shop.AssertFailed(
        shop.Run(shop.Database.UriOf("postgres", "geheimnis")), "the server refuses the password of role 'postgres'", ".pgpass");

    [Fact]
    public void A_host_that_does_not_exist() => shop.AssertFailed(shop.Run("postgresql://nowhere.invalid/shop"), "PostgreSQL at nowhere.invalid:5432", "there is no such host");

    [Fact]
    public void A_port_where_nobody_listens() => shop.AssertFailed(shop.Run($"postgresql://127.0.0.1:{ClosedPort()}/shop"), "no server listens there");

    [Fact]
    public void A_socket_that_does_not_exist() => shop.AssertFailed(shop.Run("host=/nowhere dbname=shop"), "PostgreSQL at /nowhere (port 5432)", "Check host and port");

    [Fact]
    public void TLS_that_is_required_where_the_server_has_none() =>
        shop.AssertFailed(shop.Run($"{Uri}?sslmode=require"), "requires TLS", "sslmode=prefer");

    [Fact]
    public void A_database_that_does_not_exist() =>
        shop.AssertFailed(shop.Run(Uri.Replace(shop.Database.Name, "nowhere", StringComparison.Ordinal)), "database 'nowhere'", "there is no such database");

    [Fact]
    public void A_table_that_does_not_exist() =>
        shop.AssertFailed(shop.Run(Uri, "--orders-table", "shop.orders_v2"), "has no table 'shop.orders_v2'", "name it with --orders-table");

    [Fact]
    public void A_table_in_another_schema_is_found_for_the_message()
    {
        shop.Database.Execute("create schema if not exists elsewhere; create table if not exists elsewhere.orders_v3 (id int)");

        shop.AssertFailed(shop.Run(Uri, "--orders-table", "orders_v3"), "found elsewhere.orders_v3: name it with --orders-table");
    }

    [Fact]
    public void An_index_is_no_table() =>
        shop.AssertFailed(shop.Run(Uri, "--orders-table", "shopify_orders_pkey"), "'public.shopify_orders_pkey'", "no table and no view");

    [Fact]
    public void A_table_of_the_wrong_shape() =>
        shop.AssertFailed(shop.Run(Uri, "--orders-table", "ads_insights_hourly"), "lacks the required column 'order_id'", "'campaign_id'");

    [Fact]
    public void A_role_without_privilege()
    {
        var role = shop.Role("blind", "geheimnis", "grant usage on schema public to @");

        shop.AssertFailed(shop.Run(shop.Database.UriOf(role, "geheimnis")), $"Role '{role}' may not read column", "grant select on \"public\".\"shopify_orders\"");
    }

    [Fact]
    public void A_role_that_may_not_use_the_schema()
    {
        shop.Database.Execute("create schema if not exists closed; create table if not exists closed.orders (id int)");
        var role = shop.Role("outsider", "geheimnis", "");

        shop.AssertFailed(shop.Run(shop.Database.UriOf(role, "geheimnis"), "--orders-table", "closed.orders"), $"role '{role}' may not", "schema closed");
    }

    [Fact]
    public void A_backend_that_is_ended_in_the_middle_of_the_load()
    {
        var tool = shop.Start(Uri, "--orders-table", "slow_orders", "--currency", "EUR");
        shop.Database.Execute($"select pg_terminate_backend({shop.WaitForCopy(tool)})");

        shop.AssertFailed(ToolProcess.Finish(tool), "reading table 'public.slow_orders'", "the server ended the connection", "Run again");
    }

    [Fact]
    public void A_connection_that_is_cut_in_the_middle_of_the_load()
    {
        using var proxy = new CutProxy(new NpgsqlConnectionStringBuilder(shop.Database.ConnectionString).Port);
        var tool = shop.Start(Uri.Replace($":{proxy.TargetPort}/", $":{proxy.Port}/", StringComparison.Ordinal), "--orders-table", "slow_orders", "--currency", "EUR");
        shop.WaitForCopy(tool);
        proxy.Cut();

        shop.AssertFailed(ToolProcess.Finish(tool), "the connection was cut", "Run again");
    }

    [Fact]
    public void A_statement_that_the_server_stops_for_taking_long() => shop.AssertFailed(
        shop.Run($"{Uri}?options=-c%20statement_timeout%3D500", "--orders-table", "slow_orders", "--currency", "EUR"), "the server stopped the statement", "statement timeout");

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public void A_signal_stops_the_statement_at_the_server_within_a_second_and_leaves_nothing(string signal)
    {
        if (OperatingSystem.IsWindows())
            return; // There are no such signals.
        var tool = shop.Start(Uri, "--orders-table", "slow_orders", "--currency", "EUR");
        shop.WaitForCopy(tool);

        var clock = Stopwatch.StartNew();
        ToolProcess.Send(signal, tool);
        Assert.True(SpinWait.SpinUntil(() => shop.Backend() == 0, TimeSpan.FromSeconds(10)), "The server goes on.");
        var stopped = clock.Elapsed;

        Assert.Equal((ExitCodes.Cancelled, "", "cancelled: nothing was published\n"), ToolProcess.Finish(tool));
        Assert.True(stopped < TimeSpan.FromSeconds(3), $"It took {stopped}."); // One second, and what a busy machine adds.
        shop.AssertNothingPublished();
    }

    private static int ClosedPort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
