using System.Collections.Concurrent;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>
/// Writes full buffers to a stream on a thread of its own: the next rows are gathered, sorted and encoded while the server takes
/// these. Nothing is sent after it is disposed.
/// </summary>
internal sealed class SendQueue : IDisposable
{
    // A query for the next dates takes a while, in which the server is to have something to do: some 32 MB.
    private const int MostBuffers = (32 << 20) / CopyBuffer.Size;

    private readonly BlockingCollection<(byte[] Bytes, int Used)> _full = new(MostBuffers);
    private readonly ConcurrentBag<byte[]> _empty = [];
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _sending;

    /// <summary>Starts the thread.</summary>
    /// <param name="target">What it writes to; no one else may until this is disposed.</param>
    public SendQueue(Stream target) =>
        _sending = Task.Factory.StartNew(() => SendAll(target), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

    /// <summary>Queues a full buffer, and waits where too many are queued.</summary>
    /// <returns>An empty buffer.</returns>
    public byte[] Send(byte[] bytes, int used)
    {
        try
        {
            _full.Add((bytes, used), _ended.Token);
        }
        catch (OperationCanceledException)
        {
            _sending.GetAwaiter().GetResult();
            throw;
        }

        return _empty.TryTake(out var next) ? next : new byte[CopyBuffer.Size];
    }

    /// <summary>Waits until everything is sent; a fault of the thread is thrown here at the latest.</summary>
    public void Finish()
    {
        _full.CompleteAdding();
        _sending.GetAwaiter().GetResult();
    }

    /// <summary>Ends the thread; what is still queued is dropped.</summary>
    public void Dispose()
    {
        _ended.Cancel();
        Task.WaitAny(_sending);
        _ended.Dispose();
        _full.Dispose();
    }

    private void SendAll(Stream target)
    {
        try
        {
            foreach (var (bytes, used) in _full.GetConsumingEnumerable(_ended.Token))
            {
                target.Write(bytes, 0, used);
                if (bytes.Length == CopyBuffer.Size)
                    _empty.Add(bytes);
            }
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            // Disposed before the end.
        }
        finally
        {
            _ended.Cancel();
        }
    }
}
