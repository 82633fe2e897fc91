using System.IO.Compression;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>
/// Sees that a gzip file is complete: the engine, and the decoder here too, take the beginning of a truncated one for the whole.
/// What is complete can be followed by another gzip member; in what is truncated that one is lost.
/// </summary>
internal static class GzipCheck
{
    private static readonly byte[] Mark = [.. "complete"u8];

    /// <summary>Reads the file to its end.</summary>
    /// <exception cref="InvalidInputException">The file is damaged or truncated.</exception>
    public static void Verify(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = new MarkedFile(File.OpenRead(path), Compressed(Mark));
            using var text = new GZipStream(file, CompressionMode.Decompress);
            var buffer = new byte[1 << 20];
            var end = new byte[Mark.Length];
            for (int read; (read = text.Read(buffer)) > 0;)
            {
                cancellation.ThrowIfCancellationRequested();
                end = [.. end.AsSpan(Math.Min(read, end.Length)), .. buffer.AsSpan(Math.Max(0, read - end.Length), Math.Min(read, end.Length))];
            }
            if (end.AsSpan().SequenceEqual(Mark))
                return;
        }
        catch (InvalidDataException)
        {
            // The mark was read as a part of what is missing.
        }
        throw new InvalidInputException($"'{path}' is a damaged or truncated gzip file. Copy or export it again.");
    }

    private static byte[] Compressed(byte[] text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(text);
        return bytes.ToArray();
    }

    /// <summary>A file's bytes, then some more.</summary>
    private sealed class MarkedFile(FileStream file, byte[] mark) : Stream
    {
        private readonly MemoryStream rest = new(mark);

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer) => file.Read(buffer) is > 0 and var read ? read : rest.Read(buffer);

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                file.Dispose();
            base.Dispose(disposing);
        }
    }
}
