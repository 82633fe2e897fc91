using System.Globalization;
using UtmAttribution.Engines;

namespace UtmAttribution.Sinks;

/// <summary>Holds the rows that were written against those that were computed.</summary>
internal static class RowsPublished
{
    public static IEnumerable<LedgerLine> Compare(
        IEngine engine, PublishRequest request, IReadOnlyList<IStagedPublication> publications, CancellationToken cancellation)
    {
        foreach (var (dataset, from, to, alsoUndated) in request.Datasets)
        {
            var computed = engine.Number($"""
                select count(*) from {dataset.GrainRelation}
                where {dataset.DateColumn} between date '{Iso(from)}' and date '{Iso(to)}'
                {(alsoUndated ? $"or {dataset.DateColumn} = date '1970-01-01'" : "")}
                """, cancellation);
            foreach (var publication in publications)
            {
                var written = publication.Datasets.Where(one => one.Name == dataset.Name).Sum(one => one.Rows);
                yield return new($"rows of {dataset.Name}", "rows", computed, written, []);
            }
        }
    }

    private static string Iso(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
