using System.Diagnostics;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>Counts what several threads have done of a stage and reports the first, the last, and else a few a second.</summary>
internal sealed class ProgressCounter(string stage, int total, IProgress<RunProgress>? progress)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly Lock _gate = new();
    private int _done;
    private long _lastReport;

    /// <summary>Counts one file.</summary>
    public void Add()
    {
        if (progress is null)
            return;
        lock (_gate)
        {
            _done++;
            if (_done > 1 && _done < total && Stopwatch.GetElapsedTime(_lastReport) < Pause)
                return;
            _lastReport = Stopwatch.GetTimestamp();
            progress.Report(new(stage, _done, total, "files"));
        }
    }
}
