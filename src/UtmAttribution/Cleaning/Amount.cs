using System.Numerics;

namespace UtmAttribution.Cleaning;

/// <summary>An exact decimal number as it stood in the source: <c>Coefficient · 10^-Scale</c>.</summary>
/// <param name="Coefficient">All digits.</param>
/// <param name="Scale">How many of them stand behind the point; negative where zeros were left out before it.</param>
internal readonly record struct Amount(BigInteger Coefficient, int Scale)
{
    /// <summary>No amount of money or count that the product takes reaches this.</summary>
    public static readonly Amount Limit = new(1, -9);

    // An exponent beyond this is no amount; it must not cost the memory of its zeros.
    private const int LargestExponent = 1_000;

    /// <summary>Reads <c>[+-]digits[.digits][e[+-]digits]</c>, blanks around it allowed.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out Amount amount)
    {
        amount = default;
        text = text.Trim(" \t\r\n"u8);
        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..])
            text = text[1..];

        var exponent = 0;
        if (text.IndexOfAny((byte)'e', (byte)'E') is >= 0 and var e)
        {
            if (!TryParseExponent(text[(e + 1)..], out exponent))
                return false;
            text = text[..e];
        }

        var scale = 0;
        var digits = 0;
        var chunk = 0UL;
        var chunkDigits = 0;
        var coefficient = BigInteger.Zero;
        var afterPoint = false;
        foreach (var character in text)
        {
            if (character == '.' && !afterPoint)
            {
                afterPoint = true;
                continue;
            }
            if (character is < (byte)'0' or > (byte)'9')
                return false;
            chunk = (chunk * 10) + (ulong)(character - '0');
            digits++;
            if (afterPoint)
                scale++;
            if (++chunkDigits == 18)
            {
                coefficient = (coefficient * PowerOfTen(18)) + chunk;
                (chunk, chunkDigits) = (0, 0);
            }
        }
        if (digits == 0)
            return false;
        coefficient = coefficient.IsZero ? chunk : (coefficient * PowerOfTen(chunkDigits)) + chunk;
        amount = new(negative ? -coefficient : coefficient, coefficient.IsZero ? 0 : scale - exponent);
        return true;
    }

    /// <summary>The number in whole units of 10^-<paramref name="decimals"/> after multiplication, rounded half away from zero.</summary>
    public BigInteger Round(int decimals, Amount? rate = null)
    {
        var coefficient = Coefficient * (rate?.Coefficient ?? BigInteger.One);
        var shift = Scale + (rate?.Scale ?? 0) - decimals;
        if (shift <= 0)
            return coefficient * PowerOfTen(-shift);
        var divisor = PowerOfTen(shift);
        var quotient = BigInteger.DivRem(BigInteger.Abs(coefficient), divisor, out var remainder);
        if (remainder * 2 >= divisor)
            quotient++;
        return coefficient.Sign < 0 ? -quotient : quotient;
    }

    /// <summary>Whether this is less than another number.</summary>
    public bool IsLessThan(Amount other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return Coefficient * PowerOfTen(scale - Scale) < other.Coefficient * PowerOfTen(scale - other.Scale);
    }

    /// <summary>The difference, exactly.</summary>
    public Amount Subtract(Amount other)
    {
        var scale = Math.Max(Scale, other.Scale);
        return new((Coefficient * PowerOfTen(scale - Scale)) - (other.Coefficient * PowerOfTen(scale - other.Scale)), scale);
    }

    /// <summary>Whether the number has no digits behind the point, or only zeros.</summary>
    public bool IsInteger => Scale <= 0 || (Coefficient % PowerOfTen(Scale)).IsZero;

    private static bool TryParseExponent(ReadOnlySpan<byte> text, out int exponent)
    {
        exponent = 0;
        var negative = text is [(byte)'-', ..];
        if (text is [(byte)'-' or (byte)'+', ..])
            text = text[1..];
        if (text.IsEmpty)
            return false;
        foreach (var character in text)
        {
            if (character is < (byte)'0' or > (byte)'9')
                return false;
            exponent = Math.Min((exponent * 10) + (character - '0'), LargestExponent);
        }
        exponent = negative ? -exponent : exponent;
        return true;
    }

    private static BigInteger PowerOfTen(int exponent) =>
        exponent < Powers.Length ? Powers[exponent] : BigInteger.Pow(10, exponent);

    private static readonly BigInteger[] Powers = [.. Enumerable.Range(0, 40).Select(exponent => BigInteger.Pow(10, exponent))];
}
