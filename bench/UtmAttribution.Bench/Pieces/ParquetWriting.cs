using BenchmarkDotNet.Attributes;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does a published Parquet file cost that is written straight from vectors and lookups, hashed and brought to the disk? The
/// baseline is the engine's own COPY of the same rows from a ready table to one file (zstd, the same row group), on one thread as well,
/// neither hashed nor flushed. An operation is a row of <c>utm_order_mapping</c>.
/// </summary>
[MemoryDiagnoser]
public class ParquetWriting
{
    private readonly string _ours = Path.Combine(GeneratedShop.Folder, "ours.parquet");
    private readonly string _theirs = Path.Combine(GeneratedShop.Folder, "theirs.parquet");
    private PublishedRows _rows = null!;

    /// <summary>Takes the rows, writes them both ways and compares.</summary>
    /// <exception cref="InvalidOperationException">The files do not have the same rows.</exception>
    [GlobalSetup]
    public void Load()
    {
        _rows = PublishedRows.Load();
        CopyOfTheEngine();
        VectorsAndLookups();
        var (ours, theirs) = ($"from read_parquet({FileQuery.Literal(_ours)})", $"from read_parquet({FileQuery.Literal(_theirs)})");
        if (_rows.Connection.Scalar<long>($"select count(*) from (({ours} except all {theirs}) union all ({theirs} except all {ours}))") is var different and not 0)
            throw new InvalidOperationException($"{different} rows are in one of the files alone.");
    }

    /// <summary>Removes everything.</summary>
    [GlobalCleanup]
    public void Remove()
    {
        _rows.Dispose();
        File.Delete(_ours);
        File.Delete(_theirs);
    }

    /// <summary>The engine's writer.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = PublishedRows.Count)]
    public void CopyOfTheEngine() => _rows.Connection.Execute(
        $"copy {PublishedRows.Table} to {FileQuery.Literal(_theirs)} (format parquet, compression zstd, row_group_size 122880)");

    /// <summary>The product's writer.</summary>
    [Benchmark(OperationsPerInvoke = PublishedRows.Count)]
    public void VectorsAndLookups() => _rows.Write(_ours);
}
