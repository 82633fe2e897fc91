namespace UtmAttribution.Bench.Peers;

/// <summary>Another way to the rows that the product publishes.</summary>
/// <param name="Key">What the command line calls it.</param>
/// <param name="Name">What it is.</param>
/// <param name="Work">What both do.</param>
/// <param name="Aim">How many times the product's seconds it is to take at the least.</param>
/// <param name="Orders">The orders that both are given.</param>
/// <param name="Measure">Measures both once, and compares what they have published.</param>
internal sealed record Peer(string Key, string Name, string Work, double Aim, int Orders, Func<PeersOptions, Round> Measure)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<Peer> All(PeersOptions options) =>
    [
        new("rows", "row by row in C#, a commit an order", "PostgreSQL to PostgreSQL, last click", 100, options.RowOrders, RowsPeer.Measure),
        new("sets", "in sets on the server, `--engine postgres`", "PostgreSQL to PostgreSQL, five models", 4, options.Orders, EnginePeer.Measure),
        new("hand", "written by hand for DuckDB, from Node", "Parquet to Parquet, five models", 1, options.Orders, HandPeer.Measure),
    ];
}
