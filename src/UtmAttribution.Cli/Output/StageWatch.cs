namespace UtmAttribution.Cli.Output;

/// <summary>
/// Turns the reports of a run into stages with their times. Reports may come from any thread, and of stages that overlap.
/// </summary>
/// <param name="clock">The clock.</param>
/// <param name="moved">Called with every report.</param>
/// <param name="finished">Called when a stage is over, in the order in which they began.</param>
internal sealed class StageWatch(TimeProvider clock, Action<StageNow> moved, Action<StageNow> finished) : IProgress<RunProgress>
{
    private static readonly TimeSpan Lately = TimeSpan.FromSeconds(1);

    // Who draws the screen asks for Now while holding its own lock, so what is told to the screen is told outside this one.
    private readonly Lock _gate = new();
    private readonly Lock _telling = new();
    private readonly List<OpenStage> _open = [];

    /// <summary>Where the run is now; null before the first stage and after the last. Of several stages the first, until it is complete.</summary>
    public StageNow? Now
    {
        get
        {
            lock (_gate)
            {
                var stage = _open.Find(open => !open.IsComplete && clock.GetElapsedTime(open.Reported) < Lately) ?? _open.MaxBy(open => open.Reported);
                return stage?.At(clock.GetTimestamp(), clock);
            }
        }
    }

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        lock (_telling)
        {
            var (over, now) = Note(value, clock.GetTimestamp());
            over.ForEach(finished);
            moved(now);
        }
    }

    /// <summary>The run is done, and so are its last stages.</summary>
    public void Finish()
    {
        lock (_telling)
        {
            List<StageNow> over;
            lock (_gate)
            {
                over = [.. _open.Select(stage => stage.At(End(stage, clock.GetTimestamp()), clock))];
                _open.Clear();
            }

            over.ForEach(finished);
        }
    }

    private (List<StageNow> Over, StageNow Now) Note(RunProgress value, long time)
    {
        lock (_gate)
        {
            List<StageNow> over = [];
            var stage = _open.Find(open => open.Last.Stage == value.Stage);
            if (stage is null)
            {
                over = TakeFinished(time);
                stage = new OpenStage(value, time);
                _open.Add(stage);
            }

            (stage.Last, stage.Reported) = (value, time);
            return (over, stage.At(time, clock));
        }
    }

    /// <summary>
    /// When another stage begins, those before it are over, except one that knows that it is not: it may go on beside the new
    /// one, and is over when yet another begins and nothing was heard of it meanwhile.
    /// </summary>
    private List<StageNow> TakeFinished(long time)
    {
        var over = _open.FindAll(stage => stage.IsComplete || End(stage, time) < time);
        List<StageNow> finals = [.. over.Select(stage => stage.At(End(stage, time), clock))];
        _open.RemoveAll(over.Contains);
        return finals;
    }

    /// <summary>When a stage ended that is over by now: when the next one began after its last report.</summary>
    private long End(OpenStage stage, long now) =>
        _open.Where(other => other != stage && other.Began >= stage.Reported).Select(other => other.Began).DefaultIfEmpty(now).Min();

    private sealed class OpenStage(RunProgress first, long time)
    {
        public long Began { get; } = time;

        public RunProgress Last { get; set; } = first;

        public long Reported { get; set; } = time;

        /// <summary>A stage that does not know its end is as complete as it will ever say.</summary>
        public bool IsComplete => Last.Total is not { } total || Last.Done >= total;

        public StageNow At(long time, TimeProvider clock) =>
            new(Last.Stage, Last.Done, Last.Total, Last.Unit, clock.GetElapsedTime(Began, time));
    }
}
