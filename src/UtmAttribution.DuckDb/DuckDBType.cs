using System.Diagnostics.CodeAnalysis;

namespace UtmAttribution.DuckDb;

/// <summary>DuckDB's types, with how a vector holds their values.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names are DuckDB's.")]
public enum DuckDBType
{
    /// <summary>No type.</summary>
    Invalid = 0,
    /// <summary>true or false, one byte.</summary>
    Boolean = 1,
    /// <summary>Signed, 8 bits.</summary>
    TinyInt = 2,
    /// <summary>Signed, 16 bits.</summary>
    SmallInt = 3,
    /// <summary>Signed, 32 bits.</summary>
    Integer = 4,
    /// <summary>Signed, 64 bits.</summary>
    BigInt = 5,
    /// <summary>Unsigned, 8 bits.</summary>
    UTinyInt = 6,
    /// <summary>Unsigned, 16 bits.</summary>
    USmallInt = 7,
    /// <summary>Unsigned, 32 bits.</summary>
    UInteger = 8,
    /// <summary>Unsigned, 64 bits.</summary>
    UBigInt = 9,
    /// <summary>IEEE 754, 32 bits.</summary>
    Float = 10,
    /// <summary>IEEE 754, 64 bits.</summary>
    Double = 11,
    /// <summary>Microseconds since 1970-01-01 as <see cref="long"/>, no time zone.</summary>
    Timestamp = 12,
    /// <summary>Days since 1970-01-01 as <see cref="int"/>.</summary>
    Date = 13,
    /// <summary>Microseconds since midnight as <see cref="long"/>.</summary>
    Time = 14,
    /// <summary>Months, days and microseconds: <see cref="DuckDBInterval"/>.</summary>
    Interval = 15,
    /// <summary>Signed, 128 bits.</summary>
    HugeInt = 16,
    /// <summary>Text in UTF-8.</summary>
    Varchar = 17,
    /// <summary>Bytes.</summary>
    Blob = 18,
    /// <summary>A scaled integer of 16, 32, 64 or 128 bits, by precision.</summary>
    Decimal = 19,
    /// <summary>Seconds since 1970-01-01 as <see cref="long"/>, no time zone.</summary>
    TimestampS = 20,
    /// <summary>Milliseconds since 1970-01-01 as <see cref="long"/>, no time zone.</summary>
    TimestampMs = 21,
    /// <summary>Nanoseconds since 1970-01-01 as <see cref="long"/>, no time zone.</summary>
    TimestampNs = 22,
    /// <summary>An index into the type's texts, of 8, 16 or 32 bits.</summary>
    Enum = 23,
    /// <summary>Any number of elements of one type.</summary>
    List = 24,
    /// <summary>Named fields.</summary>
    Struct = 25,
    /// <summary>Keys with values.</summary>
    Map = 26,
    /// <summary>128 bits, stored with the highest bit flipped.</summary>
    Uuid = 27,
    /// <summary>One of several named members.</summary>
    Union = 28,
    /// <summary>A string of bits.</summary>
    Bit = 29,
    /// <summary>Time of day with its offset from UTC, packed in 64 bits.</summary>
    TimeTz = 30,
    /// <summary>An instant: microseconds since 1970-01-01 UTC as <see cref="long"/>.</summary>
    TimestampTz = 31,
    /// <summary>Unsigned, 128 bits.</summary>
    UHugeInt = 32,
    /// <summary>A fixed number of elements of one type.</summary>
    Array = 33,
    /// <summary>A function's parameter that takes every type.</summary>
    Any = 34,
    /// <summary>An integer of any size.</summary>
    BigNum = 35,
    /// <summary>The type of a bare NULL.</summary>
    SqlNull = 36,
    /// <summary>A text constant whose type is still open.</summary>
    StringLiteral = 37,
    /// <summary>An integer constant whose type is still open.</summary>
    IntegerLiteral = 38,
    /// <summary>Nanoseconds since midnight as <see cref="long"/>.</summary>
    TimeNs = 39,
    /// <summary>A geometry, as well-known binary.</summary>
    Geometry = 40,
    /// <summary>A value with a type of its own in every row.</summary>
    Variant = 41,
}
