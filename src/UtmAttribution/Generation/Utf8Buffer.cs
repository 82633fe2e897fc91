using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace UtmAttribution.Generation;

/// <summary>Grows as UTF-8 is appended; cleared and used again for every value, so that a row allocates nothing.</summary>
internal sealed class Utf8Buffer
{
    private byte[] _bytes = new byte[4096];

    public int Length { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public Utf8Buffer Clear()
    {
        Length = 0;
        return this;
    }

    /// <summary>Cuts the text to its first bytes.</summary>
    public void Truncate(int length) => Length = length;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Utf8Buffer Add(ReadOnlySpan<byte> text)
    {
        if (text.Length > _bytes.Length - Length)
            Grow(text.Length);
        text.CopyTo(_bytes.AsSpan(Length));
        Length += text.Length;
        return this;
    }

    public Utf8Buffer Add(long number)
    {
        Utf8Formatter.TryFormat(number, Reserve(20), out var written);
        Length += written;
        return this;
    }

    /// <summary>Appends a number with leading zeros.</summary>
    public Utf8Buffer AddPadded(int number, int digits)
    {
        var target = Reserve(digits);
        for (var i = digits - 1; i >= 0; i--, number /= 10)
            target[i] = (byte)('0' + (number % 10));
        Length += digits;
        return this;
    }

    /// <summary>Appends characters of a click id: letters, digits, <c>-</c> and <c>_</c>.</summary>
    public Utf8Buffer AddToken(ref Prng random, int length)
    {
        var alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"u8;
        var target = Reserve(length);
        ulong bits = 0;
        for (var i = 0; i < length; i++, bits >>= 6)
        {
            if (i % 10 == 0)
                bits = random.Next();
            target[i] = alphabet[(int)(bits & 63)];
        }

        Length += length;
        return this;
    }

    private Span<byte> Reserve(int count)
    {
        if (count > _bytes.Length - Length)
            Grow(count);
        return _bytes.AsSpan(Length, count);
    }

    private void Grow(int count) => Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, Length + count));
}
