using System.Text;
using UtmAttribution.DuckDb.Values;

namespace UtmAttribution.DuckDb;

/// <content>The current row's values.</content>
public sealed partial class DuckDBDataReader
{
    /// <inheritdoc/>
    public override bool IsDBNull(int ordinal) => Vector(ordinal).IsNull(_row);

    /// <inheritdoc/>
    public override object GetValue(int ordinal) => Vector(ordinal).Boxed(_row) ?? DBNull.Value;

    /// <inheritdoc/>
    public override int GetValues(object[] values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var count = Math.Min(values.Length, FieldCount);
        for (var i = 0; i < count; i++)
            values[i] = GetValue(i);
        return count;
    }

    /// <summary>
    /// The value as <typeparamref name="T"/>: the type of <see cref="GetFieldType"/>, any number type it fits in, a nullable type where it may be
    /// NULL; Int128 and UInt128; DateTimeOffset, DateOnly and long (raw) for times; TimeSpan for TIME and INTERVAL; byte[] (UTF-8) for text.
    /// </summary>
    /// <exception cref="InvalidCastException">The value is NULL or of another type.</exception>
    /// <exception cref="OverflowException">The number does not fit.</exception>
    public override T GetFieldValue<T>(int ordinal)
    {
        var vector = Vector(ordinal);
        if (!vector.IsNull(_row))
            return Conversion.To<T>(vector, _row, Columns[ordinal]);
        if (default(T) is null && typeof(T) != typeof(DBNull))
            return typeof(T) == typeof(object) ? (T)(object)DBNull.Value : default!;
        return typeof(T) == typeof(DBNull)
            ? (T)(object)DBNull.Value
            : throw new InvalidCastException($"The value of column \"{GetName(ordinal)}\" is NULL; read it as a nullable type or ask IsDBNull first.");
    }

    /// <inheritdoc/>
    public override bool GetBoolean(int ordinal) => GetFieldValue<bool>(ordinal);

    /// <inheritdoc/>
    public override byte GetByte(int ordinal) => GetFieldValue<byte>(ordinal);

    /// <inheritdoc/>
    public override short GetInt16(int ordinal) => GetFieldValue<short>(ordinal);

    /// <inheritdoc/>
    public override int GetInt32(int ordinal) => GetFieldValue<int>(ordinal);

    /// <inheritdoc/>
    public override long GetInt64(int ordinal) => GetFieldValue<long>(ordinal);

    /// <inheritdoc/>
    public override float GetFloat(int ordinal) => GetFieldValue<float>(ordinal);

    /// <inheritdoc/>
    public override double GetDouble(int ordinal) => GetFieldValue<double>(ordinal);

    /// <inheritdoc/>
    public override decimal GetDecimal(int ordinal) => GetFieldValue<decimal>(ordinal);

    /// <inheritdoc/>
    public override string GetString(int ordinal) => GetFieldValue<string>(ordinal)
        ?? throw new InvalidCastException($"The value of column \"{GetName(ordinal)}\" is NULL; ask IsDBNull first.");

    /// <inheritdoc/>
    public override char GetChar(int ordinal) => GetString(ordinal) is [var single]
        ? single
        : throw new InvalidCastException($"The text in column \"{GetName(ordinal)}\" is not one character.");

    /// <inheritdoc/>
    public override DateTime GetDateTime(int ordinal) => GetFieldValue<DateTime>(ordinal);

    /// <inheritdoc/>
    public override Guid GetGuid(int ordinal) => GetFieldValue<Guid>(ordinal);

    /// <summary>The UTF-8 of a VARCHAR or ENUM, or the bytes of a BLOB, without a copy; valid until the next <see cref="Read"/>.</summary>
    public ReadOnlySpan<byte> GetUtf8(int ordinal) => Vector(ordinal).Utf8(_row);

    /// <inheritdoc/>
    public override long GetBytes(int ordinal, long dataOffset, byte[]? buffer, int bufferOffset, int length)
    {
        var bytes = Vector(ordinal).Utf8(_row);
        return buffer is null ? bytes.Length : Copy(bytes, dataOffset, buffer.AsSpan(bufferOffset, length));
    }

    /// <inheritdoc/>
    public override long GetChars(int ordinal, long dataOffset, char[]? buffer, int bufferOffset, int length)
    {
        var text = Encoding.UTF8.GetString(Vector(ordinal).Utf8(_row));
        return buffer is null ? text.Length : Copy<char>(text, dataOffset, buffer.AsSpan(bufferOffset, length));
    }

    private static int Copy<T>(ReadOnlySpan<T> source, long offset, Span<T> target)
    {
        var rest = source[(int)Math.Clamp(offset, 0, source.Length)..];
        var count = Math.Min(rest.Length, target.Length);
        rest[..count].CopyTo(target);
        return count;
    }
}
