namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Looks at a folder, a few times a second, for as long as it is not disposed, and keeps the most that it has held.</summary>
internal sealed class FolderWatch : IDisposable
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly string _folder;
    private readonly ManualResetEventSlim _end = new();
    private readonly Thread _thread;
    private long _peak;

    /// <summary>Begins to look.</summary>
    /// <param name="folder">The folder; it may come and go.</param>
    public FolderWatch(string folder)
    {
        _folder = folder;
        _thread = new Thread(Watch) { IsBackground = true };
        _thread.Start();
    }

    /// <summary>The most bytes that its files have had together.</summary>
    public long PeakBytes => Volatile.Read(ref _peak);

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Set();
        _thread.Join();
        _end.Dispose();
    }

    private void Watch()
    {
        do
        {
            Volatile.Write(ref _peak, Math.Max(_peak, Size()));
        }
        while (!_end.Wait(Interval));
    }

    private long Size()
    {
        try
        {
            return Directory.Exists(_folder) ? new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length) : 0;
        }
        catch (IOException)
        {
            return 0; // A file has just gone.
        }
    }
}
