using System.Security.Cryptography;
using ZstdSharp;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>Writes pages to a file, each compressed, and hashes all that it writes.</summary>
internal sealed class PageWriter : IDisposable
{
    private const int Level = 1;
    private const int BufferBytes = 1 << 20;

    private const int DataPage = 0;
    private const int DictionaryPage = 2;
    private const int Plain = 0;
    private const int Rle = 3;
    private const int RleDictionary = 8;

    private FileStream? _file;
    private readonly IncrementalHash _hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly Compressor _compressor = new(Level);
    private readonly ThriftWriter _header = new();
    private readonly ByteBuffer _compressed = new();
    private readonly ByteBuffer _waiting = new();
    private long _written;

    /// <summary>Makes a file; what is written goes there until it is finished.</summary>
    public void Open(string path)
    {
        _waiting.Clear();
        _written = 0;
        _file = new(path, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
    }

    /// <summary>Bytes so far.</summary>
    public long Position => _written + _waiting.Length;

    /// <summary>What the pages since <see cref="StartColumn"/> would take uncompressed, headers included.</summary>
    public long UncompressedBytes { get; private set; }

    public void StartColumn() => UncompressedBytes = 0;

    /// <summary>Writes a page with the distinct values.</summary>
    public void WriteDictionary(ByteBuffer content, int values) => Write(content, DictionaryPage, field: 7, () =>
    {
        _header.Int(1, values);
        _header.Int(2, Plain);
    });

    /// <summary>Writes a page with the levels and values of some rows.</summary>
    public void WriteData(ByteBuffer content, int rows, bool isDictionary) =>
        Write(content, DataPage, field: 5, () => WriteDataHeader(_header, rows, isDictionary ? RleDictionary : Plain));

    /// <summary>Writes bytes as they are.</summary>
    public void WriteRaw(ReadOnlySpan<byte> bytes)
    {
        _waiting.Add(bytes);
        if (_waiting.Length >= BufferBytes)
            WriteWaiting();
    }

    /// <summary>Brings the file to the disk, so that a decision that is on the disk finds it there.</summary>
    /// <returns>The SHA-256 of its bytes.</returns>
    public string Finish()
    {
        WriteWaiting();
        _file!.Flush(flushToDisk: true);
        _file.Dispose();
        return Convert.ToHexStringLower(_hash.GetHashAndReset());
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _file?.Dispose();
        _hash.Dispose();
        _compressor.Dispose();
    }

    /// <summary>Begins a header anew: that of a page with the values themselves of some rows, and levels before them.</summary>
    public static void StartPlainData(ThriftWriter header, int bytes, int rows) =>
        Start(header, DataPage, bytes, bytes, field: 5, () => WriteDataHeader(header, rows, Plain));

    private static void WriteDataHeader(ThriftWriter header, int rows, int encoding)
    {
        header.Int(1, rows);
        header.Int(2, encoding);
        header.Int(3, Rle);
        header.Int(4, Rle);
    }

    private static void Start(ThriftWriter header, int page, int bytes, int compressed, int field, Action pageHeader)
    {
        header.Clear();
        header.Int(1, page);
        header.Int(2, bytes);
        header.Int(3, compressed);
        header.Inner(field, pageHeader);
        header.End();
    }

    private void Write(ByteBuffer content, int page, int field, Action pageHeader)
    {
        _compressed.Clear();
        var room = _compressed.Room(Compressor.GetCompressBound(content.Length));
        var compressed = _compressor.Wrap(content.Written, room);
        Start(_header, page, content.Length, compressed, field, pageHeader);
        UncompressedBytes += _header.Written.Length + content.Length;
        WriteRaw(_header.Written);
        WriteRaw(room[..compressed]);
    }

    private void WriteWaiting()
    {
        _file!.Write(_waiting.Written);
        _hash.AppendData(_waiting.Written);
        _written += _waiting.Length;
        _waiting.Clear();
    }
}
