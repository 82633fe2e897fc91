using UtmAttribution.Engines;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Sinks;

/// <summary>Holds the rows that were written against those that were computed.</summary>
internal static class RowsPublished
{
    public static IEnumerable<LedgerLine> Compare(
        IEngine engine, PublishRequest request, IReadOnlyList<IStagedPublication> publications, CancellationToken cancellation)
    {
        foreach (var dates in request.Datasets)
        {
            var dataset = dates.Dataset;
            var computed = engine.Number($"select count(*) from {dataset.GrainRelation} where {dates.Condition()}", cancellation);
            foreach (var publication in publications)
            {
                var written = publication.Datasets.Where(one => one.Name == dataset.Name).Sum(one => one.Rows);
                yield return new($"rows of {dataset.Name}", "rows", computed, written, []);
            }
        }
    }
}
