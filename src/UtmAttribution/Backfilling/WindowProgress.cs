namespace UtmAttribution.Backfilling;

/// <summary>Puts which window it is before what a run tells of its stages.</summary>
internal sealed class WindowProgress(IProgress<RunProgress> progress, BackfillWindow window) : IProgress<RunProgress>
{
    /// <inheritdoc/>
    public void Report(RunProgress value) => progress.Report(value with { Stage = $"{window.Number}/{window.Count} {value.Stage}" });
}
