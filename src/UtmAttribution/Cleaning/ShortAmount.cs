using System.Numerics;
using System.Runtime.InteropServices;

namespace UtmAttribution.Cleaning;

/// <summary>An <see cref="Amount"/> of so few digits that a machine word holds it: <c>Coefficient · 10^-Scale</c>.</summary>
/// <param name="Coefficient">All digits, at most 18, not negative.</param>
/// <param name="Scale">How many of them stand behind the point, 0 to 18.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct ShortAmount(long Coefficient, int Scale)
{
    private const int MostDigits = 18;
    private const long DoubleDigits = 1_000_000_000_000_000;

    private static readonly long[] Powers = [.. Enumerable.Range(0, MostDigits + 1).Select(exponent => (long)BigInteger.Pow(10, exponent))];

    /// <summary>Reads <c>digits[.digits]</c> of at most 18 digits; anything else is for <see cref="Amount.TryParse"/>.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ShortAmount amount)
    {
        amount = default;
        if (text.Length is 0 or > MostDigits)
            return false;
        var coefficient = 0L;
        var point = -1;
        for (var i = 0; i < text.Length; i++)
        {
            var digit = (uint)text[i] - '0';
            if (digit <= 9)
                coefficient = (coefficient * 10) + digit;
            else if (text[i] == '.' && point < 0)
                point = i;
            else
                return false;
        }
        amount = new(coefficient, point < 0 ? 0 : text.Length - 1 - point);
        return text.Length > 1 || point < 0;
    }

    /// <summary>
    /// Finds the decimal that a double shows as, where that has at most 15 digits and few behind the point: no other double is
    /// as near to it, and no shorter decimal is as near to the double.
    /// </summary>
    public static bool TryOf(double number, out ShortAmount amount)
    {
        amount = default;
        if (!(number >= 0 && number < DoubleDigits / 10_000))
            return false;
        var coefficient = Math.Round(number * 10_000);
        if (coefficient / 10_000 != number)
            return false;
        amount = new((long)coefficient, 4);
        return true;
    }

    /// <summary>Whether the number is less than a power of ten.</summary>
    public bool IsLessThanPower(int exponent) =>
        exponent + Scale > MostDigits || Coefficient < Powers[exponent + Scale];

    /// <summary>Whether the number has no digits behind the point, or only zeros.</summary>
    public bool IsInteger => Scale == 0 || Coefficient % Powers[Scale] == 0;

    /// <summary>The number in whole units of 10^-<paramref name="decimals"/>, rounded half away from zero; it must be so small that it fits.</summary>
    public long Round(int decimals)
    {
        if (Scale <= decimals)
            return checked(Coefficient * Powers[decimals - Scale]);
        var (quotient, remainder) = Math.DivRem(Coefficient, Powers[Scale - decimals]);
        return remainder >= Powers[Scale - decimals] - remainder ? quotient + 1 : quotient;
    }

    /// <summary>The same number without zeros at the end behind the point.</summary>
    public ShortAmount Shortest()
    {
        var (coefficient, scale) = (Coefficient, Scale);
        while (scale > 0 && coefficient % 10 == 0)
            (coefficient, scale) = (coefficient / 10, scale - 1);
        return new(coefficient, scale);
    }
}
