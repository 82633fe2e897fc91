using System.Globalization;

namespace UtmAttribution.Tests.Faults;

/// <summary>The activities of a run, as <see cref="FaultHook"/> has noted them.</summary>
/// <param name="file">What it has written.</param>
internal sealed class TracedActivities(string file)
{
    private readonly ILookup<string, TimeSpan> _spans = File.ReadLines(file).Select(line => line.Split('\t'))
        .ToLookup(parts => parts[0], parts => TimeSpan.FromMilliseconds(double.Parse(parts[1], CultureInfo.InvariantCulture)), StringComparer.Ordinal);

    /// <summary>The names that there are.</summary>
    public IEnumerable<string> Names => _spans.Select(activities => activities.Key);

    /// <summary>How long each of a name took.</summary>
    public IReadOnlyList<TimeSpan> Of(string name) => [.. _spans[name]];
}
