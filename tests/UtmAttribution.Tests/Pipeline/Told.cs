namespace UtmAttribution.Tests.Pipeline;

/// <summary>Does something whenever a run tells where it is, at once and on the thread that tells.</summary>
internal sealed class Told(Action<RunProgress>? told) : IProgress<RunProgress>
{
    public void Report(RunProgress value) => told?.Invoke(value);
}
