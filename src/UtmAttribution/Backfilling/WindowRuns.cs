using System.Runtime.ExceptionServices;

namespace UtmAttribution.Backfilling;

/// <summary>
/// Works on windows in their order, several at a time: one begins to load when the one before it has loaded, so that what they share
/// is read in order, and a place is free.
/// </summary>
/// <param name="count">How many windows there are.</param>
/// <param name="parallel">How many are worked on at a time.</param>
internal sealed class WindowRuns(int count, int parallel)
{
    private readonly SortedSet<int> _running = [];
    private readonly Lock _gate = new();

    /// <summary>Whether a window is the first of those that are worked on.</summary>
    public bool IsFirst(int index)
    {
        lock (_gate)
            return _running.Count == 0 || _running.Min == index;
    }

    /// <summary>Does all of them. The first fault ends the others and is thrown.</summary>
    /// <param name="work">Does one, by its number from 0; it calls what it is given as soon as it has loaded.</param>
    /// <param name="cancellation">Ends it.</param>
    public void Run(Action<int, Action, CancellationToken> work, CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var places = new SemaphoreSlim(parallel);
        var tasks = new List<Task>();
        var fault = (Exception?)null;
        for (var index = 0; index < count && TryTake(places, stop.Token); index++)
        {
            var own = index;
            var loaded = new TaskCompletionSource();
            tasks.Add(Task.Factory.StartNew(() => Do(own, loaded), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default));
            loaded.Task.Wait(CancellationToken.None);
        }

        Task.WaitAll([.. tasks], CancellationToken.None);
        if (fault is not null)
            ExceptionDispatchInfo.Throw(fault);
        cancellation.ThrowIfCancellationRequested();

        void Do(int index, TaskCompletionSource loaded)
        {
            lock (_gate)
                _running.Add(index);
            try
            {
                work(index, loaded.SetResult, stop.Token);
            }
            catch (Exception thrown)
            {
                // Others end because of the first one, or with it.
                Interlocked.CompareExchange(ref fault, thrown, null);
                stop.Cancel();
            }
            finally
            {
                lock (_gate)
                    _running.Remove(index);
                loaded.TrySetResult();
                places.Release();
            }
        }
    }

    private static bool TryTake(SemaphoreSlim places, CancellationToken stop)
    {
        try
        {
            places.Wait(stop);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }
}
