using System.Data.Common;

namespace UtmAttribution.DuckDb;

/// <summary>A failure that DuckDB reports. <see cref="Exception.Message"/> is DuckDB's, with the line of SQL and a caret where it names a place.</summary>
public sealed class DuckDBException : DbException
{
    internal DuckDBException(string message)
        : base(message) => Detail = message;

    internal DuckDBException(string message, Exception? inner)
        : base(message, inner) => Detail = message;

    /// <summary>What kind of failure it is.</summary>
    public DuckDBErrorType ErrorType { get; internal init; }

    /// <summary>DuckDB's words alone: without the kind in front, without the line and caret behind.</summary>
    public string Detail { get; internal init; }

    /// <summary>The SQL that was run, all statements of it; null where none was (opening a database, appending).</summary>
    public string? Sql { get; internal init; }

    /// <summary>The character in <see cref="Sql"/> that the failure is about, counted from 0; null where DuckDB names none.</summary>
    public int? Position { get; internal init; }

    /// <summary>The line in <see cref="Sql"/>, counted from 1.</summary>
    public int? Line { get; internal init; }

    /// <summary>The character in the line, counted from 1.</summary>
    public int? Column { get; internal init; }
}
