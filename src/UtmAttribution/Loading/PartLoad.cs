using System.Runtime.ExceptionServices;
using UtmAttribution.Sources;

namespace UtmAttribution.Loading;

/// <summary>Loads the parts of a table side by side, each on a thread of its own.</summary>
internal static class PartLoad
{
    private const int RowsUntilReported = 2_048;

    /// <summary>Reads all rows of all parts, of which nothing is loaded.</summary>
    /// <typeparam name="T">What is made of the rows of a part.</typeparam>
    /// <param name="open">Opens the parts with the token that ends them; they are disposed.</param>
    /// <param name="begin">Begins a part.</param>
    /// <param name="take">Takes a row of it.</param>
    /// <param name="end">Ends it; one part at a time.</param>
    /// <param name="progress">Hears how many rows all of them have read.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <returns>The rows of all parts.</returns>
    public static long Read<T>(
        Func<CancellationToken, IReadOnlyList<TableReader>> open, Func<T> begin, Action<T, TableReader> take, Action<T> end, Action<long>? progress,
        CancellationToken cancellation)
    {
        var gate = new Lock();
        return Run(open, ReadPart, progress, cancellation);

        long ReadPart(TableReader reader, PartNumbers numbers, Action<long> done, CancellationToken either)
        {
            var (part, rows) = (begin(), 0L);
            while (reader.Read())
            {
                if (++rows % RowsUntilReported == 0)
                {
                    either.ThrowIfCancellationRequested();
                    done(rows);
                }
                take(part, reader);
            }

            lock (gate)
                end(part);
            return rows;
        }
    }

    /// <summary>Reads all parts to their end; where one fails, the others end too.</summary>
    /// <param name="open">Opens the parts with the token that ends them; they are disposed.</param>
    /// <param name="load">Loads one of them; tells how many rows it has read so far, and gives how many they were.</param>
    /// <param name="progress">Hears how many rows all of them have read.</param>
    /// <param name="cancellation">Ends the work.</param>
    /// <param name="numbers">The numbers of a part of so many; null for those of parts that are all there is.</param>
    /// <returns>The rows of all parts.</returns>
    public static long Run(
        Func<CancellationToken, IReadOnlyList<TableReader>> open, Func<TableReader, PartNumbers, Action<long>, CancellationToken, long> load,
        Action<long>? progress, CancellationToken cancellation, Func<int, int, PartNumbers>? numbers = null)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        // A part may be waiting for its server when another fails.
        var readers = open(either.Token);
        var gate = new Lock();
        var rows = new long[readers.Count];
        var faults = new Exception?[readers.Count];
        var threads = readers.Select((_, part) => new Thread(() => Load(part)) { Name = $"load {part}" }).ToList();
        threads.ForEach(thread => thread.Start());
        threads.ForEach(thread => thread.Join());
        cancellation.ThrowIfCancellationRequested();
        // A part that was ended for another's sake has nothing to say.
        if (faults.OrderBy(fault => fault is OperationCanceledException).OfType<Exception>().FirstOrDefault() is { } first)
            ExceptionDispatchInfo.Throw(first);
        return rows.Sum();

        void Load(int part)
        {
            try
            {
                using var reader = readers[part];
                Report(part, load(reader, numbers?.Invoke(part, readers.Count) ?? new(part, readers.Count), done => Report(part, done), either.Token));
            }
            catch (Exception fault)
            {
                faults[part] = fault;
                either.Cancel();
            }
        }

        void Report(int part, long done)
        {
            lock (gate)
            {
                rows[part] = done;
                progress?.Invoke(rows.Sum());
            }
        }
    }
}
