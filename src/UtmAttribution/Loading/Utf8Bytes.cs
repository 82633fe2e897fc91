using System.Text;

namespace UtmAttribution.Loading;

/// <summary>Texts as UTF-8 without an array for each.</summary>
internal static class Utf8Bytes
{
    /// <summary>Room that is enough for nearly all texts.</summary>
    public const int StackBytes = 512;

    /// <summary>The bytes of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="room">Where they are put, where it is enough.</param>
    public static ReadOnlySpan<byte> Of(string text, Span<byte> room) =>
        Encoding.UTF8.GetMaxByteCount(text.Length) <= room.Length ? room[..Encoding.UTF8.GetBytes(text, room)] : Encoding.UTF8.GetBytes(text);
}
