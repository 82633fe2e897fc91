using System.Globalization;
using System.Numerics;
using System.Text;
using UtmAttribution.Cleaning;

namespace UtmAttribution.Sources;

/// <summary>Reads single values as what the contract calls them, in whichever kind the source hands them over.</summary>
internal static class SourceValue
{
    /// <summary>The most bytes that an integer has as text.</summary>
    public const int LongestNumber = 20;

    /// <summary>The text of a value as the source shows it, or null for NULL.</summary>
    public static string? Text(TableReader reader, int column) => IsNull(reader, column) ? null : reader.Kind(column) switch
    {
        ValueKind.Text => Encoding.UTF8.GetString(reader.Text(column)),
        ValueKind.ScaledNumber => NumberText.Of(reader.Number(column), reader.Scale(column)),
        ValueKind.FloatingNumber => NumberText.Of(BitConverter.Int64BitsToDouble(reader.Number(column))),
        ValueKind.Date when reader.Number(column) is > MinDay and < MaxDay => Timestamp.ToDate((int)reader.Number(column)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueKind.Timestamp when IsFinite(reader.Number(column)) => DateTime.UnixEpoch.AddTicks(reader.Number(column) * 10)
            .ToString("yyyy-MM-dd HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
        _ => reader.Number(column).ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>As <see cref="Text"/>, in bytes, of a value that is not NULL.</summary>
    public static ReadOnlySpan<byte> Utf8(TableReader reader, int column) =>
        reader.Kind(column) == ValueKind.Text ? reader.Text(column) : Encoding.UTF8.GetBytes(Text(reader, column)!);

    /// <summary>Whether the value is NULL or its column is missing.</summary>
    public static bool IsNull(TableReader reader, int column) => reader.Kind(column) == ValueKind.Missing || reader.IsNull(column);

    /// <summary>An id: trimmed, and null where nothing is left.</summary>
    public static string? Id(TableReader reader, int column) => Text(reader, column)?.Trim() is { Length: > 0 } id ? id : null;

    /// <summary>As <see cref="Id"/>, in bytes; empty where there is none.</summary>
    /// <param name="reader">The table.</param>
    /// <param name="column">The column.</param>
    /// <param name="scratch">Room for a number, of <see cref="LongestNumber"/> bytes.</param>
    public static ReadOnlySpan<byte> IdUtf8(TableReader reader, int column, Span<byte> scratch)
    {
        if (IsNull(reader, column))
            return default;
        if (reader.Kind(column) == ValueKind.Number)
        {
            reader.Number(column).TryFormat(scratch, out var length, default, CultureInfo.InvariantCulture);
            return scratch[..length];
        }
        if (reader.Kind(column) == ValueKind.Text && reader.Text(column) is [> (byte)' ' and < 0x80, ..] text && text[^1] is > (byte)' ' and < 0x80)
            return text;
        return Id(reader, column) is { } id ? Encoding.UTF8.GetBytes(id) : default;
    }

    /// <summary>A time in microseconds since 1970-01-01 UTC; null for NULL.</summary>
    /// <returns>False where there is a value that is no usable time.</returns>
    public static bool TryTime(TableReader reader, int column, out long? microseconds)
    {
        microseconds = null;
        if (IsNull(reader, column))
            return true;
        if (reader.Kind(column) == ValueKind.Text)
        {
            if (!Timestamp.TryParse(reader.Text(column), out var parsed))
                return false;
            microseconds = parsed;
            return true;
        }
        microseconds = reader.Number(column);
        return IsFinite(microseconds.Value);
    }

    /// <summary>A date in days since 1970-01-01; null for NULL.</summary>
    /// <returns>False where there is a value that is no date.</returns>
    public static bool TryDate(TableReader reader, int column, out int? day)
    {
        day = null;
        if (IsNull(reader, column))
            return true;
        if (reader.Kind(column) == ValueKind.Text)
        {
            if (!Timestamp.TryParseDate(reader.Text(column), out var parsed))
                return false;
            day = parsed;
            return true;
        }
        var days = reader.Number(column);
        day = (int)days;
        return days is > MinDay and < MaxDay;
    }

    /// <summary>A number; null for NULL.</summary>
    /// <returns>False where there is a value that is no number.</returns>
    public static bool TryAmount(TableReader reader, int column, out Amount? amount)
    {
        amount = null;
        if (IsNull(reader, column))
            return true;
        switch (reader.Kind(column))
        {
            case ValueKind.Text:
                return TryParse(reader.Text(column), out amount);
            case ValueKind.FloatingNumber:
                return TryParse(Encoding.UTF8.GetBytes(Text(reader, column)!), out amount);
            default:
                var coefficient = new BigInteger(reader.Number(column));
                amount = new Amount(coefficient, coefficient.IsZero ? 0 : reader.Scale(column));
                return true;
        }
    }

    /// <summary>A number that is not negative and has few digits, as nearly all are.</summary>
    /// <returns>False where the value is NULL, none, or one for <see cref="TryAmount"/>.</returns>
    public static bool TryShortAmount(TableReader reader, int column, out ShortAmount amount)
    {
        amount = default;
        if (IsNull(reader, column))
            return false;
        switch (reader.Kind(column))
        {
            case ValueKind.Text:
                return ShortAmount.TryParse(reader.Text(column), out amount);
            case ValueKind.FloatingNumber:
                return ShortAmount.TryOf(BitConverter.Int64BitsToDouble(reader.Number(column)), out amount);
            default:
                amount = new(reader.Number(column), reader.Scale(column));
                return amount.Coefficient is >= 0 and < 1_000_000_000_000_000_000;
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> text, out Amount? amount)
    {
        var isNumber = Amount.TryParse(text, out var parsed);
        amount = isNumber ? parsed : null;
        return isNumber;
    }

    /// <summary>Whether the value says yes; NULL and what is not understood says no.</summary>
    public static bool IsTrue(TableReader reader, int column)
    {
        if (IsNull(reader, column))
            return false;
        if (reader.Kind(column) != ValueKind.Text)
            return reader.Number(column) != 0;
        var text = reader.Text(column).Trim(" \t\r\n"u8);
        return text.Length <= 4 && Encoding.UTF8.GetString(text).ToLowerInvariant() is "true" or "t" or "1" or "yes" or "y" or "on";
    }

    // Years 1 to 9999; infinities are the extremes of the integer.
    private const int MinDay = -719_163;
    private const int MaxDay = 2_932_897;

    private static bool IsFinite(long microseconds) =>
        microseconds is > MinDay * 86_400_000_000L and < MaxDay * 86_400_000_000L;
}
