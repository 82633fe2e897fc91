using System.Runtime.ExceptionServices;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Sinks.Partitions;

/// <summary>Does many pieces of work on several connections at once.</summary>
internal static class Workers
{
    /// <summary>Takes the items in order, each once; the first fault stops all and is thrown once nothing runs any more.</summary>
    public static void Run<T>(
        DuckDBDatabase database, int workers, IReadOnlyList<T> items, Action<DuckDBConnection, T, CancellationToken> work,
        CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var next = -1;
        var tasks = Enumerable.Range(0, Math.Min(workers, items.Count))
            .Select(_ => Task.Factory.StartNew(Work, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default))
            .ToArray();
        try
        {
            Task.WaitAll(tasks, CancellationToken.None);
        }
        catch (AggregateException faults)
        {
            cancellation.ThrowIfCancellationRequested();
            var first = faults.InnerExceptions.FirstOrDefault(fault => fault is not OperationCanceledException);
            ExceptionDispatchInfo.Throw(first ?? faults.InnerExceptions[0]);
        }

        void Work()
        {
            try
            {
                using var connection = database.Connect();
                for (int i; (i = Interlocked.Increment(ref next)) < items.Count;)
                {
                    stop.Token.ThrowIfCancellationRequested();
                    work(connection, items[i], stop.Token);
                }
            }
            catch
            {
                stop.Cancel();
                throw;
            }
        }
    }
}
