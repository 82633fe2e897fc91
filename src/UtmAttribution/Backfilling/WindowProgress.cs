namespace UtmAttribution.Backfilling;

/// <summary>Puts which window it is before what a run tells of its stages.</summary>
/// <param name="progress">Hears it.</param>
/// <param name="window">The window.</param>
/// <param name="isFirst">Whether it is the first of those that are worked on: of several at a time, one is told of.</param>
internal sealed class WindowProgress(IProgress<RunProgress> progress, BackfillWindow window, Func<bool> isFirst) : IProgress<RunProgress>
{
    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        if (isFirst())
            progress.Report(value with { Stage = $"{window.Number}/{window.Count} {value.Stage}" });
    }
}
