namespace UtmAttribution.Cli.Output;

/// <summary>A dataset as one of several runs published it, for programs.</summary>
/// <param name="Name">The dataset.</param>
/// <param name="Target">What kind of target it was written to, where there are several; else null.</param>
/// <param name="Rows">Rows written.</param>
/// <param name="Partitions">Dates written.</param>
/// <param name="Bytes">Bytes written or sent.</param>
internal sealed record DatasetJson(string Name, string? Target, long Rows, int Partitions, long Bytes)
{
    /// <summary>The datasets of a run; null where there was none.</summary>
    public static IEnumerable<DatasetJson>? Of(RunReport? run) =>
        run?.Datasets.Select(dataset => new DatasetJson(dataset.Name, dataset.Target, dataset.Rows, dataset.Partitions, dataset.Bytes));
}
