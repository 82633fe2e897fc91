using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>
/// Tables as files in one folder: every file whose name begins with a table's name and ends with <c>.parquet</c>,
/// <c>.csv</c> or <c>.ndjson</c> (text also <c>.gz</c> or <c>.zst</c>) belongs to that table. Rows come by format
/// (Parquet, CSV, NDJSON), then in the order of the file names, and of the rows in each file.
/// </summary>
public sealed partial class FileSource : ISource
{
    private readonly string _directory;
    private readonly string? _file;
    private readonly DuckDBDatabase _database;
    private readonly DuckDBConnection _connection;
    private readonly ReadingThreads _threads = new();
    private readonly Lock _gate = new();
    private readonly Dictionary<string, IReadOnlyList<TablePart>> _known = new(StringComparer.Ordinal);

    /// <summary>Opens a folder.</summary>
    /// <param name="directory">The folder.</param>
    /// <param name="database">The engine that decodes the files.</param>
    /// <exception cref="InvalidInputException">The folder is missing.</exception>
    public FileSource(string directory, DuckDBDatabase database)
    {
        _directory = directory;
        if (!Directory.Exists(directory))
        {
            throw new InvalidInputException(File.Exists(directory)
                ? $"The source '{directory}' is a file; expected the folder that holds shopify_orders.* and ads_insights_hourly.*."
                : $"The source folder '{directory}' does not exist; expected a folder that holds shopify_orders.* and ads_insights_hourly.*.");
        }
        _database = database;
        _connection = database.Connect();
    }

    private FileSource(string directory, string file, DuckDBDatabase database)
        : this(directory, database) => _file = file;

    /// <summary>Opens one file, whatever its name, as the only one of any table.</summary>
    /// <param name="file">The file.</param>
    /// <param name="database">The engine that decodes it.</param>
    internal static FileSource OfFile(string file, DuckDBDatabase database) =>
        new(Path.GetDirectoryName(Path.GetFullPath(file))!, file, database);

    /// <summary>The columns that the files of a table have.</summary>
    internal IReadOnlyList<string> ColumnsOf(SourceTable table, CancellationToken cancellation)
    {
        lock (_gate)
            return [.. Parts(table, cancellation).SelectMany(part => part.Types.Keys).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    /// <inheritdoc/>
    public string Description => $"files in '{_directory}'";

    /// <inheritdoc/>
    public IReadOnlyList<string> Warnings => [];

    /// <inheritdoc/>
    public long? EstimateRows(SourceTable table, ReadRange? range) => null;

    /// <inheritdoc/>
    public void Check(CancellationToken cancellation)
    {
        lock (_gate)
        {
            foreach (var table in SourceTable.All)
            {
                foreach (var part in Parts(table, cancellation).Where(part => part.Format != FileFormat.NdJson))
                    FileQuery.Rows(table, part, range: null); // Throws where a column's type can't be read.
            }
        }
    }

    /// <inheritdoc/>
    public TableReader? Open(SourceTable table, ReadRange? range, CancellationToken cancellation) =>
        OpenParts(table, range, 1, cancellation) is [var only] ? only : null;

    /// <inheritdoc/>
    public IReadOnlyList<TableReader> OpenParts(SourceTable table, ReadRange? range, int parts, CancellationToken cancellation)
    {
        var readers = new List<TableReader>();
        try
        {
            var shares = Shares(table, parts, cancellation);
            foreach (var share in shares)
                readers.Add(Reader(table, share, range, alone: parts > 1 && shares.Count == parts, cancellation));
            return readers;
        }
        catch
        {
            readers.ForEach(reader => reader.Dispose());
            throw;
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<SourceFile> FilesOf(SourceTable table, CancellationToken cancellation)
    {
        lock (_gate)
        {
            // Those that it began with: one that is gone since is no change of the source, but in the way of reading it.
            return [.. Parts(table, cancellation).SelectMany(part => part.Files).Select(file => new SourceFile(
                Path.GetFileName(file.Path), file.Stamp, () => OfFile(file.Path, _database)))];
        }
    }

    /// <inheritdoc/>
    public bool ReadsRanges(SourceTable table, string column, CancellationToken cancellation)
    {
        lock (_gate)
            return Parts(table, cancellation).All(part => FileQuery.HasRanges(part, column));
    }

    /// <inheritdoc/>
    public void Dispose() => _connection.Dispose();

    // What each reader reads.
    private List<IReadOnlyList<FileSlice>> Shares(SourceTable table, int readers, CancellationToken cancellation)
    {
        lock (_gate)
        {
            var parts = Parts(table, cancellation);
            if (parts.Count == 0)
                return [];
            List<FilePiece> pieces = readers == 1 ? [] : [.. parts.SelectMany(part => Pieces(part, cancellation))];
            return pieces.Count > 1 ? [.. FileShares.Divide(pieces, readers)] : [[.. parts.Select(part => new FileSlice(part))]];
        }
    }

    private List<FilePiece> Pieces(TablePart part, CancellationToken cancellation)
    {
        try
        {
            return [.. FilePiece.Of(part, _connection, cancellation)];
        }
        catch (DuckDBException exception)
        {
            throw FileFault.Of(part.Files, exception);
        }
    }

    // Each reader has a connection of its own, on which its slices are read one after the other.
    private TableReader Reader(SourceTable table, IReadOnlyList<FileSlice> share, ReadRange? range, bool alone, CancellationToken cancellation)
    {
        var connection = _database.Connect();
        var owned = alone ? _threads.Enter(connection) : connection;
        try
        {
            if (share is [{ Part.Format: not FileFormat.NdJson } only])
                return Rows(connection, table, only, range, cancellation, owned);
            return new ConcatenatedReader([.. share.Select(slice => Opener(connection, table, slice, range, cancellation))], owned);
        }
        catch
        {
            owned.Dispose();
            throw;
        }
    }

    // A slice is one scan; it starts when its turn comes.
    private static Func<TableReader> Opener(DuckDBConnection connection, SourceTable table, FileSlice slice, ReadRange? range, CancellationToken cancellation)
    {
        if (slice.Part.Format != FileFormat.NdJson)
            return () => Rows(connection, table, slice, range, cancellation);
        return () => new NdJsonReader(
            table, Query(connection, slice.Part.Scan, slice.Part.Files, cancellation), exception => FileFault.Of(slice.Part.Files, exception));
    }

    private static ChunkReader Rows(
        DuckDBConnection connection, SourceTable table, FileSlice slice, ReadRange? range, CancellationToken cancellation, IDisposable? owned = null)
    {
        var (part, condition) = slice;
        var query = FileQuery.Rows(table, part, range, condition);
        return new(Query(connection, query, part.Files, cancellation), exception => FileFault.Of(part.Files, exception), owned);
    }

    private static DuckDBResult Query(DuckDBConnection connection, string sql, IReadOnlyList<TableFile> files, CancellationToken cancellation)
    {
        try
        {
            return connection.Query(sql, cancellation);
        }
        catch (DuckDBException exception)
        {
            throw FileFault.Of(files, exception);
        }
    }
}
