using System.Diagnostics.CodeAnalysis;
using UtmAttribution.DuckDb.Values;

namespace UtmAttribution.DuckDb;

/// <summary>A column of a result.</summary>
public sealed class DuckDBColumn
{
    internal DuckDBColumn(string name, LogicalType logicalType)
    {
        Name = name;
        LogicalType = logicalType;
    }

    /// <summary>The column's name or alias.</summary>
    public string Name { get; }

    /// <summary>The kind of type.</summary>
    public DuckDBType Type => LogicalType.Type;

    /// <summary>The type in full, as SQL writes it, such as <c>DECIMAL(18,4)</c>.</summary>
    public string SqlType => LogicalType.Sql;

    /// <summary>All digits of a DECIMAL; null for other types.</summary>
    public int? Precision => Type == DuckDBType.Decimal ? LogicalType.Precision : null;

    /// <summary>A DECIMAL's digits after the point; null for other types.</summary>
    public int? Scale => Type == DuckDBType.Decimal ? LogicalType.Scale : null;

    /// <summary>The .NET type that <see cref="DuckDBVector.Boxed"/> gives.</summary>
    [DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public Type ClrType => LogicalType.ClrType;

    internal LogicalType LogicalType { get; }

    /// <returns>Name and type.</returns>
    public override string ToString() => $"{Name} {SqlType}";
}
