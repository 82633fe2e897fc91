using System.Buffers.Binary;
using UtmAttribution.Errors;

namespace UtmAttribution.Sources;

/// <summary>
/// Sees that a Zstandard file is complete: the engine takes the beginning of a truncated one for the whole. The file says how
/// long its frames and blocks are (RFC 8878), so that it need not be unpacked.
/// </summary>
internal static class ZstandardCheck
{
    private const uint Frame = 0xFD2FB528;
    private const uint Skippable = 0x184D2A50;
    private const int RepeatedByte = 1;

    /// <summary>Goes through the file from block to block.</summary>
    /// <exception cref="InvalidInputException">The file is damaged or truncated.</exception>
    public static void Verify(string path)
    {
        using var file = File.OpenRead(path);
        try
        {
            while (file.Position < file.Length)
                PassFrame(file);
            if (file.Position == file.Length)
                return;
        }
        catch (Exception fault) when (fault is EndOfStreamException or InvalidDataException)
        {
            // Said below.
        }
        throw new InvalidInputException($"'{path}' is a damaged or truncated Zstandard file. Copy or export it again.");
    }

    private static void PassFrame(FileStream file)
    {
        var magic = Number(file, 4);
        if ((magic & 0xFFFFFFF0) == Skippable)
        {
            file.Position += Number(file, 4);
            return;
        }
        if (magic != Frame)
            throw new InvalidDataException();

        var descriptor = (int)Number(file, 1);
        var isSingleSegment = (descriptor & 0x20) != 0;
        var hasChecksum = (descriptor & 0x04) != 0;
        var dictionaryBytes = (descriptor & 3) == 3 ? 4 : descriptor & 3;
        var sizeBytes = (descriptor >> 6) switch { 0 => isSingleSegment ? 1 : 0, 1 => 2, 2 => 4, _ => 8 };
        file.Position += (isSingleSegment ? 0 : 1) + dictionaryBytes + sizeBytes;

        var isLast = false;
        while (!isLast)
        {
            var block = Number(file, 3);
            isLast = (block & 1) != 0;
            file.Position += ((block >> 1) & 3) == RepeatedByte ? 1 : block >> 3;
        }
        file.Position += hasChecksum ? 4 : 0;
    }

    private static uint Number(FileStream file, int bytes)
    {
        Span<byte> number = stackalloc byte[4];
        number.Clear();
        file.ReadExactly(number[..bytes]);
        return BinaryPrimitives.ReadUInt32LittleEndian(number);
    }
}
