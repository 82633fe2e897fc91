using UtmAttribution.DuckDb.Interop;
using UtmAttribution.DuckDb.Values;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb;

/// <summary>An open database. Safe to use from several threads, each with a connection of its own.</summary>
public sealed class DuckDBDatabase : IDisposable
{
    private readonly DatabaseHandle _handle;
    private bool _hasScratch;

    private DuckDBDatabase(DatabaseHandle handle) => _handle = handle;

    /// <summary>The version of the native library, such as "v1.5.5".</summary>
    /// <exception cref="DllNotFoundException">The native library is missing or is not of version 1.5.x; the message says what to do.</exception>
    public static unsafe string EngineVersion => NativeText.Read(duckdb_library_version());

    /// <summary>Opens or makes a database.</summary>
    /// <exception cref="DuckDBException">The file can't be opened, is no database or in use; or a setting is unknown or has a wrong value.</exception>
    /// <exception cref="DllNotFoundException">The native library is missing or is not of version 1.5.x; the message says what to do.</exception>
    public static DuckDBDatabase Open(DuckDBSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        if (duckdb_create_config(out var config) != NativeState.Success)
            throw new DuckDBException("DuckDB could not make a configuration.");
        using (config)
        {
            foreach (var (name, value) in Options(settings))
                Set(config, name, value);

            var path = settings.Path is null ? null : NativeText.WithoutNul(settings.Path, nameof(settings.Path));
            if (duckdb_open_ext(path, out var handle, config, out var error) == NativeState.Success)
                return new DuckDBDatabase(handle).WithScratch(settings.ScratchFile);
            handle.Dispose();
            throw NativeError.Create(NativeText.Take(error) ?? $"DuckDB could not open \"{path ?? "a database in memory"}\".");
        }
    }

    /// <summary>Opens a connection: one query at a time, one thread at a time.</summary>
    /// <exception cref="DuckDBException">The connection can't be made.</exception>
    public DuckDBConnection Connect()
    {
        ObjectDisposedException.ThrowIf(_handle.IsClosed, this);
        if (duckdb_connect(_handle, out var handle) != NativeState.Success)
        {
            handle.Dispose();
            throw new DuckDBException("DuckDB could not open a connection.");
        }

        var connection = DuckDBConnection.Start(handle);
        if (_hasScratch)
            connection.Execute("use scratch");
        return connection;
    }

    /// <summary>Closes the database once its connections are closed too; a file is then written up and free for others.</summary>
    public void Dispose() => _handle.Dispose();

    private DuckDBDatabase WithScratch(string? file)
    {
        if (file is null)
            return this;
        try
        {
            using var connection = Connect();
            connection.Execute($"""
                attach {SqlText.Literal(file)} as scratch (recovery_mode no_wal_writes);
                pragma disable_checkpoint_on_shutdown;
                set global checkpoint_threshold = '1000TB';
                set global force_compression = 'uncompressed'
                """);
            _hasScratch = true;
            return this;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    private static IEnumerable<(string Name, string Value)> Options(DuckDBSettings settings)
    {
        yield return ("autoinstall_known_extensions", "false");
        yield return ("autoload_known_extensions", "false");
        if (settings.MemoryLimit is { } memory)
            yield return ("memory_limit", memory);
        if (settings.Threads is { } threads)
            yield return ("threads", threads.ToString());
        if (settings.TempDirectory is { } folder)
            yield return ("temp_directory", folder);
        if (settings.MaxTempDirectorySize is { } size)
            yield return ("max_temp_directory_size", size);
        foreach (var (name, value) in settings.Other)
            yield return (name, value);
    }

    private static void Set(ConfigHandle config, string name, string value)
    {
        if (duckdb_set_config(config, NativeText.WithoutNul(name, nameof(name)), NativeText.WithoutNul(value, nameof(value))) == NativeState.Success)
            return;
        throw new DuckDBException($"DuckDB does not take the setting \"{name}\" = \"{value}\": {WhyNot(name, value)}")
        {
            ErrorType = DuckDBErrorType.InvalidConfiguration,
        };
    }

    // The C API keeps the reason to itself; SQL tells it.
    private static string WhyNot(string name, string value)
    {
        const string Unfit = "that is not one of its values.";
        try
        {
            using var database = Open(new());
            using var connection = database.Connect();
            connection.Execute($"set global {SqlText.Identifier(name)} = {SqlText.Literal(value)}");
            return Unfit;
        }
        catch (DuckDBException e)
        {
            // Some settings can't be tried on an open database.
            return e.Detail.Contains("while database is running", StringComparison.Ordinal) ? Unfit : e.Detail;
        }
    }
}
