namespace UtmAttribution.Sources.Postgres;

/// <summary>How a value stands in a binary COPY, and what it is read as.</summary>
internal enum Wire
{
    /// <summary>The table lacks the column; nothing is sent.</summary>
    Missing,

    /// <summary>UTF-8 text, read in place.</summary>
    Text,

    /// <summary>One byte with the format's version, then UTF-8 text.</summary>
    JsonB,

    /// <summary>Bytes that are UTF-8 text, else NULL.</summary>
    Bytes,

    /// <summary>One byte, 0 or 1.</summary>
    Boolean,

    /// <summary>A big-endian integer of 2, 4 or 8 bytes.</summary>
    Integer,

    /// <summary>A number of any length in base-10,000 digits: as one integer where it has few, else as text.</summary>
    Numeric,

    /// <summary>A double.</summary>
    Double,

    /// <summary>A single, read as the shortest text that gives it again.</summary>
    Single,

    /// <summary>A double or single that is an id, read as text: a whole number as its digits.</summary>
    FloatId,

    /// <summary>Microseconds since 2000-01-01.</summary>
    Timestamp,

    /// <summary>Days since 2000-01-01.</summary>
    Date,
}
