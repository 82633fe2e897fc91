using System.Diagnostics.CodeAnalysis;

namespace UtmAttribution.DuckDb;

/// <summary>What kind of failure DuckDB reports.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names are DuckDB's.")]
public enum DuckDBErrorType
{
    /// <summary>Unknown or unset.</summary>
    Invalid = 0,
    /// <summary>A number does not fit its type.</summary>
    OutOfRange = 1,
    /// <summary>A value can't be cast.</summary>
    Conversion = 2,
    /// <summary>A type is not known.</summary>
    UnknownType = 3,
    /// <summary>A decimal went wrong.</summary>
    Decimal = 4,
    /// <summary>Types differ.</summary>
    MismatchType = 5,
    /// <summary>Division by zero.</summary>
    DivideByZero = 6,
    /// <summary>An object is too large.</summary>
    ObjectSize = 7,
    /// <summary>A type can't be used here.</summary>
    InvalidType = 8,
    /// <summary>Stored data can't be read or written.</summary>
    Serialization = 9,
    /// <summary>The transaction can't go on.</summary>
    Transaction = 10,
    /// <summary>DuckDB can't do this.</summary>
    NotImplemented = 11,
    /// <summary>An expression went wrong.</summary>
    Expression = 12,
    /// <summary>A table, column or function is missing or exists already.</summary>
    Catalog = 13,
    /// <summary>The SQL can't be parsed.</summary>
    Parser = 14,
    /// <summary>The query can't be planned.</summary>
    Planner = 15,
    /// <summary>The scheduler failed.</summary>
    Scheduler = 16,
    /// <summary>The executor failed.</summary>
    Executor = 17,
    /// <summary>A constraint is violated.</summary>
    Constraint = 18,
    /// <summary>An index failed.</summary>
    Index = 19,
    /// <summary>Statistics failed.</summary>
    Stat = 20,
    /// <summary>The connection failed.</summary>
    Connection = 21,
    /// <summary>Wrong syntax.</summary>
    Syntax = 22,
    /// <summary>A setting can't be changed like this.</summary>
    Settings = 23,
    /// <summary>A name in the SQL can't be resolved.</summary>
    Binder = 24,
    /// <summary>The network failed.</summary>
    Network = 25,
    /// <summary>The optimizer failed.</summary>
    Optimizer = 26,
    /// <summary>A null pointer inside DuckDB.</summary>
    NullPointer = 27,
    /// <summary>A file can't be read or written.</summary>
    IO = 28,
    /// <summary>The query was interrupted.</summary>
    Interrupt = 29,
    /// <summary>The database can't go on.</summary>
    Fatal = 30,
    /// <summary>A fault inside DuckDB.</summary>
    Internal = 31,
    /// <summary>An argument or value is not acceptable.</summary>
    InvalidInput = 32,
    /// <summary>The memory limit or the temporary space is used up.</summary>
    OutOfMemory = 33,
    /// <summary>Not permitted.</summary>
    Permission = 34,
    /// <summary>A parameter's type is unclear.</summary>
    ParameterNotResolved = 35,
    /// <summary>No parameter is allowed here.</summary>
    ParameterNotAllowed = 36,
    /// <summary>Something else depends on it.</summary>
    Dependency = 37,
    /// <summary>An HTTP request failed.</summary>
    Http = 38,
    /// <summary>An extension is needed that is not loaded.</summary>
    MissingExtension = 39,
    /// <summary>An extension could not be loaded.</summary>
    Autoload = 40,
    /// <summary>A sequence failed.</summary>
    Sequence = 41,
    /// <summary>A setting or its value is unknown.</summary>
    InvalidConfiguration = 42,
}
