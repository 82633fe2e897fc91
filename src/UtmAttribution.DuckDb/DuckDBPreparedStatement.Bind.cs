using System.Text;
using System.Text.Unicode;
using UtmAttribution.DuckDb.Interop;
using UtmAttribution.DuckDb.Values;
using static UtmAttribution.DuckDb.Interop.NativeMethods;

namespace UtmAttribution.DuckDb;

/// <content>Values for the parameters. Every Bind gives back the statement; it throws where there is no such parameter.</content>
public sealed unsafe partial class DuckDBPreparedStatement
{
    /// <summary>Binds a BOOLEAN.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, bool value) =>
        Check(parameter, duckdb_bind_boolean(_handle, IndexOf(parameter), value ? (byte)1 : (byte)0));

    /// <summary>Binds an INTEGER.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, int value) =>
        Check(parameter, duckdb_bind_int32(_handle, IndexOf(parameter), value));

    /// <summary>Binds a BIGINT.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, long value) =>
        Check(parameter, duckdb_bind_int64(_handle, IndexOf(parameter), value));

    /// <summary>Binds a HUGEINT.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, Int128 value) =>
        Check(parameter, duckdb_bind_hugeint(_handle, IndexOf(parameter), new NativeHugeInt(value)));

    /// <summary>Binds a DOUBLE.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, double value) =>
        Check(parameter, duckdb_bind_double(_handle, IndexOf(parameter), value));

    /// <summary>Binds a DECIMAL with the value's own scale and no more digits than it has.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, decimal value)
    {
        var (scaled, precision, scale) = Decimals.ToScaled(value);
        var native = new NativeDecimal { Width = (byte)precision, Scale = (byte)scale, Value = new NativeHugeInt(scaled) };
        return Check(parameter, duckdb_bind_decimal(_handle, IndexOf(parameter), native));
    }

    /// <summary>Binds a VARCHAR, or NULL. Lone surrogates become U+FFFD.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, string? value) =>
        value is null ? BindNull(parameter) : BindText(parameter, Encoding.UTF8.GetBytes(value));

    /// <summary>Binds a VARCHAR from UTF-8.</summary>
    /// <exception cref="ArgumentException">The bytes are not UTF-8.</exception>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, ReadOnlySpan<byte> utf8)
    {
        if (!Utf8.IsValid(utf8))
            throw new ArgumentException($"The bytes for parameter {parameter} are not UTF-8.", nameof(utf8));
        return BindText(parameter, utf8);
    }

    /// <summary>Binds a BLOB.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, byte[] value)
    {
        ArgumentNullException.ThrowIfNull(value);
        fixed (byte* bytes = value)
            return Check(parameter, duckdb_bind_blob(_handle, IndexOf(parameter), bytes, (ulong)value.Length));
    }

    /// <summary>Binds a DATE.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, DateOnly value) =>
        Check(parameter, duckdb_bind_date(_handle, IndexOf(parameter), Moments.Days(value)));

    /// <summary>Binds a TIMESTAMP in UTC, cut to microseconds.</summary>
    /// <exception cref="ArgumentException">The time is local.</exception>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, DateTime value) =>
        Check(parameter, duckdb_bind_timestamp(_handle, IndexOf(parameter), Moments.Micros(value)));

    /// <summary>Binds a TIMESTAMP WITH TIME ZONE, cut to microseconds.</summary>
    public DuckDBPreparedStatement Bind(DuckDBParameter parameter, DateTimeOffset value) =>
        Check(parameter, duckdb_bind_timestamp_tz(_handle, IndexOf(parameter), Moments.Micros(value.UtcDateTime)));

    /// <summary>Binds NULL.</summary>
    public DuckDBPreparedStatement BindNull(DuckDBParameter parameter) =>
        Check(parameter, duckdb_bind_null(_handle, IndexOf(parameter)));

    /// <summary>Forgets all bound values.</summary>
    public DuckDBPreparedStatement ClearBindings()
    {
        _ = duckdb_clear_bindings(_handle);
        return this;
    }

    private DuckDBPreparedStatement BindText(DuckDBParameter parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and DuckDB wants one.
        var none = (byte)0;
        fixed (byte* text = utf8)
            return Check(parameter, duckdb_bind_varchar_length(_handle, IndexOf(parameter), text == null ? &none : text, (ulong)utf8.Length));
    }

    private ulong IndexOf(DuckDBParameter parameter)
    {
        var index = (ulong)parameter.Index;
        if (parameter.Name is { } name && duckdb_bind_parameter_index(_handle, out index, name) != NativeState.Success)
            index = 0;
        return index >= 1 && index <= (ulong)ParameterCount
            ? index
            : throw new ArgumentException($"The statement has no parameter {parameter}; it has {ParameterCount}.", nameof(parameter));
    }

    private DuckDBPreparedStatement Check(DuckDBParameter parameter, NativeState state) =>
        state == NativeState.Success
            ? this
            : throw NativeError.Create($"DuckDB does not take the value for parameter {parameter}: {NativeText.Read(duckdb_prepare_error(_handle))}", _sql);
}
