using System.CommandLine;
using UtmAttribution.Bench.Peers.RowByRow;
using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.Peers;

/// <summary><c>peers</c>: the product beside other ways to the same rows, which are compared.</summary>
internal static class PeersCommand
{
    public const string Name = "peers";
    public const string RowsName = "peers-rows";

    /// <summary>The command line.</summary>
    public static RootCommand Root()
    {
        var server = new Option<string>("--server") { Description = "server without a database, where databases may be made", Required = true };
        var orders = new Option<int>("--orders") { Description = "generated orders", DefaultValueFactory = _ => 1_000_000 };
        var rowOrders = new Option<int>("--row-orders") { Description = "generated orders for the row-by-row way", DefaultValueFactory = _ => 100_000 };
        var memory = SharedOptions.Memory();
        var threads = SharedOptions.Threads();
        var repeat = SharedOptions.Repeat(3);
        var work = SharedOptions.Work();
        var only = new Option<string>("--only") { Description = "measure this peer only, and write no results" };
        only.AcceptOnlyFromAmong("rows", "sets", "hand");
        var whole = new Command(Name, "Measures `utm run` against other ways to the same rows, and compares these.") { server, orders, rowOrders, memory, threads, repeat, work, only };
        whole.SetAction(parse => new PeersBenchmark(new(
            new BenchServer(parse.GetValue(server)!.TrimEnd('/')), parse.GetValue(orders), parse.GetValue(rowOrders), parse.GetValue(memory)!,
            parse.GetValue(threads), Path.GetFullPath(parse.GetValue(work)!))).Run(parse.GetValue(repeat), parse.GetValue(only)));

        var database = new Option<string>("--postgres") { Required = true };
        var schema = new Option<string>("--schema") { Required = true };
        var rows = new Command(RowsName) { database, schema };
        rows.Hidden = true;
        rows.SetAction(parse => new RowByRowRun(parse.GetValue(database)!, parse.GetValue(schema)!).Run());
        return new RootCommand { whole, rows };
    }
}
