namespace UtmAttribution.Bench.Peers;

/// <summary>What the product and a peer took for the same work, once.</summary>
/// <param name="Ours">Seconds of the product's process.</param>
/// <param name="Theirs">Seconds of the peer's process.</param>
/// <param name="Compared">The rows that both have published and that were compared, for people.</param>
internal sealed record Round(double Ours, double Theirs, string Compared);
