using UtmAttribution.Bench.EndToEnd;

namespace UtmAttribution.Bench.Curve;

/// <summary>A run of one size.</summary>
/// <param name="Took">The whole process.</param>
/// <param name="PeakBytes">Its largest resident memory; a server's is not in it.</param>
/// <param name="SpilledBytes">The most bytes that lay in its temporary folder; of a server, all that it wrote to temporary files.</param>
/// <param name="OutputBytes">What was published, as it lies on the disk.</param>
internal sealed record CurvePoint(Measure Took, long PeakBytes, long SpilledBytes, long OutputBytes);
