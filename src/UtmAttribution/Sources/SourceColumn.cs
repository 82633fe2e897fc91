namespace UtmAttribution.Sources;

/// <summary>What the contract says of a source column; it decides which types are accepted and how they are read.</summary>
public enum ColumnType
{
    /// <summary>An id: text or an integer, read as text without scientific notation.</summary>
    Id,

    /// <summary>Any text.</summary>
    Text,

    /// <summary>A point in time: a timestamp (UTC where it has no zone) or text.</summary>
    Timestamp,

    /// <summary>A calendar date: a date or text.</summary>
    Date,

    /// <summary>A truth value, also as text or number.</summary>
    Boolean,

    /// <summary>A number, read digit by digit.</summary>
    Number,

    /// <summary>JSON as text, or nested columns.</summary>
    Json,
}

/// <summary>A column of a source table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type.</param>
/// <param name="IsRequired">Whether the table is of no use without it; a missing optional column reads as NULL.</param>
public sealed record SourceColumn(string Name, ColumnType Type, bool IsRequired = false);
