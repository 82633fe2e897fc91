using UtmAttribution.Options;

namespace UtmAttribution.Engines;

/// <summary>
/// Looks a few times a second at what a run keeps on the disk, and stops it where that is more than it may keep: the engine itself
/// limits what it spills, and neither its file of relations nor the loaded rows.
/// </summary>
internal sealed class RoomWatch : IDisposable
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly IReadOnlyList<string> _folders;
    private readonly long _limit;
    private readonly CancellationTokenSource _stop;
    private readonly Timer? _timer;
    private long _exceeded;

    /// <summary>Begins to look.</summary>
    /// <param name="limit">The most that is kept, such as <c>20GB</c>; null for no limit.</param>
    /// <param name="folders">Where it is kept.</param>
    /// <param name="cancellation">Ends the run for another reason.</param>
    public RoomWatch(string? limit, IReadOnlyList<string> folders, CancellationToken cancellation)
    {
        _folders = folders;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        if (limit is not null && ByteSize.TryParse(limit, out _limit))
            _timer = new(_ => Look(), null, TimeSpan.Zero, Pause);
    }

    /// <summary>Ends the work: because it keeps too much, or as it was told from outside.</summary>
    public CancellationToken Token => _stop.Token;

    /// <summary>What was kept when it was too much; null while it is not.</summary>
    public long? Exceeded => Volatile.Read(ref _exceeded) is > 0 and var bytes ? bytes : null;

    /// <summary>Looks no more.</summary>
    public void Dispose()
    {
        using (var ended = new ManualResetEvent(false))
        {
            if (_timer?.Dispose(ended) == true)
                ended.WaitOne();
        }
        _stop.Dispose();
    }

    private void Look()
    {
        if (Exceeded is not null)
            return;
        var bytes = _folders.Sum(Kept);
        if (bytes <= _limit)
            return;
        Volatile.Write(ref _exceeded, bytes);
        _stop.Cancel();
    }

    private static long Kept(string folder)
    {
        try
        {
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // A file went while it was looked at: then the next look counts.
            return 0;
        }
    }
}
