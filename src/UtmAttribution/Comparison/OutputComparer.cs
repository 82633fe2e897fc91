using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;
using UtmAttribution.Time;

namespace UtmAttribution.Comparison;

/// <summary>
/// Compares two published outputs, A and B, row by row: each may be a folder or a schema. Rows are matched by the key of their dataset,
/// NULL being equal to NULL; the audit columns are not compared. The embedded engine does it and keeps on disk what exceeds its memory.
/// </summary>
public static class OutputComparer
{
    /// <summary>Compares.</summary>
    /// <param name="a">The first output, such as the one before a change.</param>
    /// <param name="b">The second.</param>
    /// <param name="options">What is compared.</param>
    /// <param name="progress">Told of the datasets.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="InvalidInputException">An output is missing, can't be read, or has nothing of what was asked for.</exception>
    /// <exception cref="ServerException">A server can't be reached, refuses, or broke off.</exception>
    /// <exception cref="ResourceException">Memory, or the room to spill to, has run out.</exception>
    public static OutputDifferences Compare(
        PublishedOutput a, PublishedOutput b, ComparisonOptions options, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var machine = options.Machine;
        var spill = SpillFolder.Create(machine);
        DuckDbEngine? engine = null;
        try
        {
            engine = new DuckDbEngine(spill.Settings(machine));
            using var sideA = ComparedOutput.Of(a, cancellation);
            using var sideB = ComparedOutput.Of(b, cancellation);
            var differences = new OutputDifferences(a, b, engine, spill);
            EngineFault.Guard(
                either => Run(sideA, sideB, options, differences, progress, either), () => "comparing", machine, "Nothing was compared.", [spill.Path], cancellation);
            if (differences.Datasets.Count == 0)
                throw new InvalidInputException($"Neither A nor B has {string.Join(", ", options.Datasets.Select(dataset => dataset.Name))}. Nothing was compared; choose other datasets.");
            Refuse(a, differences.Datasets.Sum(dataset => dataset.RowsA));
            Refuse(b, differences.Datasets.Sum(dataset => dataset.RowsB));
            return differences;
        }
        catch
        {
            engine?.Dispose();
            spill.Dispose();
            throw;
        }
    }

    private static bool Run(
        ComparedOutput a, ComparedOutput b, ComparisonOptions options, OutputDifferences differences, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var engine = differences.Engine.Connection;
        if (progress is not null)
            engine.TrackProgress();
        // Each dataset is asked several times, and has a file for each date.
        engine.Execute("set preserve_insertion_order = false; set parquet_metadata_cache = true", cancellation);
        differences.Places.Create();
        differences.Note(ComparisonNotes.OfOutputs(a, b));
        var zone = new[] { a, b }.Select(side => side.Options.GetValueOrDefault("time_zone")).FirstOrDefault(name => name is not null && TimeZones.TryFind(name) is not null);
        var dates = new List<(string Dataset, IReadOnlyList<DateOnly> A, IReadOnlyList<DateOnly> B)>();
        foreach (var dataset in Datasets.All.Where(options.Datasets.Contains))
        {
            if (!a.Datasets.Contains(dataset.Name) && !b.Datasets.Contains(dataset.Name))
                continue;
            progress?.Report(new($"compare {dataset.Name}", 0, null, "rows"));
            Open(a, "side_a", differences.A.BatchId);
            Open(b, "side_b", differences.B.BatchId);
            Fill("side_a", "side_b", a);
            Fill("side_b", "side_a", b);
            var comparison = new DatasetComparison(engine, dataset, differences.Places);
            var found = a.Guard(() => b.Guard(() => comparison.Run(
                zone ?? "UTC", a.Options.GetValueOrDefault("primary_model"), a.LacksNul != b.LacksNul, cancellation)));
            differences.Add(found);
            differences.Note(comparison.Notes);
            if (dataset.Key.Count > 0 && comparison.Dates is { A.Count: > 0, B.Count: > 0 })
                dates.Add((dataset.Name, comparison.Dates.A, comparison.Dates.B));
            differences.Note(ComparisonNotes.OfMissing(found));
            Drop(engine, cancellation);
            progress?.Report(new($"compare {dataset.Name}", found.RowsA + found.RowsB, null, "rows"));

            void Open(ComparedOutput side, string relation, string? batch)
            {
                if (side.Datasets.Contains(dataset.Name))
                    side.Open(engine, dataset, relation, Condition(dataset, options, batch), cancellation);
            }

            void Fill(string relation, string other, ComparedOutput side)
            {
                if (!side.Datasets.Contains(dataset.Name))
                    engine.Execute($"create view {relation} as select * from {other} where false", cancellation);
            }
        }

        differences.Note(ComparisonNotes.OfDates(dates));
        return true;
    }

    // The room of what came from a server is free for the next dataset only after the checkpoint.
    private static void Drop(DuckDBConnection engine, CancellationToken cancellation) => engine.Execute($"""
        drop view side_a;
        drop view side_b;
        drop table if exists {ComparedOutput.RowsOf("side_a")};
        drop table if exists {ComparedOutput.RowsOf("side_b")};
        drop table changes;
        checkpoint
        """, cancellation);

    private static string Condition(Dataset dataset, ComparisonOptions options, string? batch)
    {
        var column = Sql.Name(dataset.DateColumn);
        string[] conditions =
        [
            .. options.From is { } from ? [$"{column} >= {Sql.Date(from)}"] : Array.Empty<string>(),
            .. options.To is { } to ? [$"{column} <= {Sql.Date(to)}"] : Array.Empty<string>(),
            .. batch is not null ? [$"batch_id = {Sql.Text(batch)}"] : Array.Empty<string>(),
        ];
        return conditions.Length == 0 ? "true" : string.Join(" and ", conditions);
    }

    private static void Refuse(PublishedOutput output, long rows)
    {
        if (output.BatchId is not null && rows == 0)
        {
            throw new InvalidInputException(
                $"{output.Description}: no row of that batch is there. A later run may have replaced its dates; the column batch_id of every dataset says "
                + "which batches are left.");
        }
    }
}
