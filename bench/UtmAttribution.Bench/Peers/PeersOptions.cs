using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.Peers;

/// <summary>What is measured, and with what.</summary>
/// <param name="Server">Where databases may be made.</param>
/// <param name="Orders">Generated orders for the set-based peer and the one that is written by hand.</param>
/// <param name="RowOrders">Generated orders for the row-by-row way, which takes long.</param>
/// <param name="Memory">The memory limit of both engines.</param>
/// <param name="Threads">The threads of both engines.</param>
/// <param name="Work">The folder for generated files and output; it is kept.</param>
internal sealed record PeersOptions(BenchServer Server, int Orders, int RowOrders, string Memory, int Threads, string Work)
{
    /// <summary>The models of all but the row-by-row way.</summary>
    public const string Models = "first_click,last_click,linear,time_decay,position_based";

    /// <summary>Runs the product; its output is thrown away.</summary>
    /// <returns>Seconds from start to end of the process.</returns>
    public double Run(params string[] arguments) =>
        BenchServer.Tool(["run", .. arguments, "--memory", Memory, "--threads", $"{Threads}", "--quiet"]).Took.Wall;
}
