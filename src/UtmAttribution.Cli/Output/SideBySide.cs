namespace UtmAttribution.Cli.Output;

/// <summary>Shows stages that go on at the same time as one: the mean of their shares, in percent.</summary>
/// <param name="name">What to call it.</param>
/// <param name="stages">How many stages there will be.</param>
/// <param name="view">Where it is shown.</param>
internal sealed class SideBySide(string name, int stages, IProgress<RunProgress> view) : IProgress<RunProgress>
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, double> _shares = [];

    /// <inheritdoc/>
    public void Report(RunProgress value)
    {
        lock (_gate)
        {
            _shares[value.Stage] = value.Total is > 0 and var total ? (double)value.Done / total : 0;
            view.Report(new RunProgress(name, (long)(_shares.Values.Sum() / stages * 100), 100, "%"));
        }
    }
}
