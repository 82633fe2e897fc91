using System.Runtime.ExceptionServices;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Generation;

/// <summary>
/// Writes the tables of a made-up shop: orders with their customers' journeys, Meta's ad hours, ad accounts and exchange
/// rates, as the contract's sources have them. Realistic, hostile where asked to be, and the same bytes for equal options.
/// </summary>
/// <param name="options">What to generate.</param>
public sealed class DataGenerator(GeneratorOptions options)
{
    // A slice lies in memory until it is written: some 250 MB.
    internal int OrdersPerFile { get; init; } = 120_000;

    internal int AdRowsPerFile { get; init; } = 600_000;

    private static readonly string[] Tables = ["shopify_orders", "ads_insights_hourly", "ad_accounts", "fx_rates"];

    /// <summary>
    /// Writes <c>shopify_orders</c> and <c>ads_insights_hourly</c> (one file, or several numbered ones where they are large),
    /// <c>ad_accounts.csv</c> and <c>fx_rates.csv</c>. The files appear in the folder only when all are complete; a run that
    /// fails or is cancelled leaves none.
    /// </summary>
    /// <param name="directory">The folder, made where it is missing. It may not have files of these tables yet.</param>
    /// <param name="progress">Told of the rows written, a few times a second.</param>
    /// <param name="cancellation">Stops the work.</param>
    /// <returns>The files, in the order of the tables.</returns>
    /// <exception cref="InvalidOptionException">An option is out of range, or the folder has such files already.</exception>
    /// <exception cref="PublishException">The folder cannot be written.</exception>
    /// <exception cref="OperationCanceledException">The work was stopped.</exception>
    public IReadOnlyList<GeneratedFile> Write(string directory, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        options.Validate();
        RequireNoTables(directory);
        var existed = Directory.Exists(directory);
        var staging = Path.Combine(directory, ".generating");
        var published = new List<string>();
        try
        {
            Directory.CreateDirectory(staging);
            var files = WriteAll(staging, progress, cancellation);
            foreach (var file in files)
            {
                published.Add(Path.Combine(directory, file.Name));
                File.Move(Path.Combine(staging, file.Name), published[^1]);
            }

            Directory.Delete(staging, recursive: true);
            return files;
        }
        catch (Exception fault)
        {
            published.ForEach(File.Delete);
            Remove(existed ? staging : directory);
            if (fault is IOException or UnauthorizedAccessException or DuckDBException { ErrorType: DuckDBErrorType.IO })
                throw new PublishException($"The folder '{directory}' cannot be written: {fault.Message} Nothing was left there; free space or choose another folder.", fault);
            throw;
        }
    }

    private List<GeneratedFile> WriteAll(string staging, IProgress<RunProgress>? progress, CancellationToken cancellation)
    {
        var shop = new Shop(options, cancellation);
        var slices = new TableSlices(shop, progress).Of(OrdersPerFile, AdRowsPerFile);
        var files = new GeneratedFile[slices.Count];
        try
        {
            var parallel = new ParallelOptions
            {
                MaxDegreeOfParallelism = options.Threads ?? Math.Min(Environment.ProcessorCount, 4),
                CancellationToken = cancellation,
            };
            Parallel.For(0, slices.Count, parallel, i => files[i] = slices[i].Write(staging, options.Format, cancellation));
        }
        catch (AggregateException faults)
        {
            cancellation.ThrowIfCancellationRequested();
            ExceptionDispatchInfo.Throw(faults.InnerExceptions[0]);
        }

        return [.. files, SmallTables.WriteAccounts(shop, staging), SmallTables.WriteRates(shop, staging)];
    }

    private static void RequireNoTables(string directory)
    {
        if (!Directory.Exists(directory))
            return;
        var present = Directory.EnumerateFiles(directory).Select(Path.GetFileName)
            .FirstOrDefault(name => Tables.Any(table => name!.StartsWith(table, StringComparison.Ordinal)));
        if (present is not null)
            throw new InvalidOptionException($"--out '{directory}' already has '{present}', which would be read together with the new files. Choose an empty folder, or delete it.");
    }

    private static void Remove(string directory)
    {
        if (Directory.Exists(directory))
            Directory.Delete(directory, recursive: true);
    }
}
