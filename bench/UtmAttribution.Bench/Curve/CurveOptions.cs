using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Curve;

/// <summary>Which sizes are measured, and with what.</summary>
/// <param name="Orders">Numbers of generated orders, the smallest first.</param>
/// <param name="Memory">The engine's memory limit.</param>
/// <param name="Threads">The engine's threads.</param>
/// <param name="Repeat">How often a size is measured, unless it takes longer than <see cref="LongestRepeated"/>: once, then.</param>
/// <param name="Work">The folder for the generated orders and the output; the orders are kept.</param>
/// <param name="Server">A server without a database, for the other engine; null to leave that out.</param>
/// <param name="MostOnServer">The most orders that the other engine is given.</param>
internal sealed record CurveOptions(
    IReadOnlyList<int> Orders, string Memory, int Threads, int Repeat, string Work, string? Server, int MostOnServer)
{
    /// <summary>What takes longer, in seconds, is not measured again.</summary>
    public const int LongestRepeated = 300;

    /// <summary>One size, as a whole run is measured.</summary>
    public EndToEndOptions Of(int orders) => new(orders, Memory, Threads, Repeat, Work);
}
