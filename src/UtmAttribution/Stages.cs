using Microsoft.Extensions.Logging;
using UtmAttribution.Engines;

namespace UtmAttribution;

/// <summary>Runs the stages of a run one after the other, tells where they are and keeps their times.</summary>
internal sealed class Stages(TimeProvider clock, ILogger logger, IProgress<RunProgress>? progress)
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);

    private readonly List<StageTime> _times = [];

    /// <summary>The stages that have ended.</summary>
    public IReadOnlyList<StageTime> Times => _times;

    /// <summary>What the run is doing, or did last.</summary>
    public string Current { get; private set; } = "look at the source";

    /// <summary>Runs a stage that tells its own progress in rows.</summary>
    /// <param name="stage">The stage.</param>
    /// <param name="body">Does it; gives the rows.</param>
    /// <param name="total">About how many rows there will be, where that is known.</param>
    public void Run(string stage, Func<Action<long>, long> body, long? total = null)
    {
        Report(0);
        Report(Timed(stage, () => body(Report), rows => rows));

        void Report(long rows) => progress?.Report(new(stage, rows, total, "rows"));
    }

    /// <summary>Runs a stage inside the engine, whose progress is asked for a few times a second.</summary>
    public T Run<T>(string stage, IEngine engine, Func<T> body)
    {
        progress?.Report(new(stage, 0, null, "rows"));
        using var poll = progress is null ? null : clock.CreateTimer(_ => Poll(stage, engine), null, PollInterval, PollInterval);
        return Timed(stage, body, result => result is long rows ? rows : 0);
    }

    /// <summary>Runs a stage that tells its progress itself.</summary>
    public T Run<T>(string stage, Func<T> body) => Timed(stage, body, _ => 0);

    private T Timed<T>(string stage, Func<T> body, Func<T, long> rowsOf)
    {
        Current = stage;
        Log.StageStarted(logger, stage);
        var (start, cpu) = (clock.GetTimestamp(), Environment.CpuUsage.TotalTime);
        using var activity = Telemetry.Activities.StartActivity(stage);
        var result = body();
        var time = new StageTime(stage, clock.GetElapsedTime(start), rowsOf(result)) { Cpu = Environment.CpuUsage.TotalTime - cpu, PeakMemoryBytes = PeakMemory.Bytes() };
        _times.Add(time);
        activity?.SetTag("utm.rows", time.Rows);
        Telemetry.Add(time);
        Log.StageEnded(logger, stage, time.Rows, time.Elapsed.TotalSeconds);
        return result;
    }

    private void Poll(string stage, IEngine engine)
    {
        var done = engine.Progress;
        if (done >= 0)
            progress?.Report(new(stage, (long)done, 100, "%"));
    }
}
