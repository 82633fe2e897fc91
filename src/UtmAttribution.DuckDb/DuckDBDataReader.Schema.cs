using System.Collections.ObjectModel;
using System.Data;
using System.Data.Common;
using System.Diagnostics.CodeAnalysis;

namespace UtmAttribution.DuckDb;

/// <content>What the columns are.</content>
public sealed partial class DuckDBDataReader : IDbColumnSchemaGenerator
{
    /// <inheritdoc/>
    public override string GetName(int ordinal)
    {
        CheckOrdinal(ordinal);
        return Columns[ordinal].Name;
    }

    /// <inheritdoc/>
    [return: DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicFields | DynamicallyAccessedMemberTypes.PublicProperties)]
    public override Type GetFieldType(int ordinal)
    {
        CheckOrdinal(ordinal);
        return Columns[ordinal].ClrType;
    }

    /// <summary>The type as SQL writes it, such as <c>DECIMAL(18,4)</c>.</summary>
    public override string GetDataTypeName(int ordinal)
    {
        CheckOrdinal(ordinal);
        return Columns[ordinal].SqlType;
    }

    /// <summary>The column with this name, whose case counts only where several differ in nothing else.</summary>
    /// <exception cref="ArgumentException">There is no such column.</exception>
    public override int GetOrdinal(string name)
    {
        foreach (var comparison in (ReadOnlySpan<StringComparison>)[StringComparison.Ordinal, StringComparison.OrdinalIgnoreCase])
        {
            for (var i = 0; i < FieldCount; i++)
            {
                if (string.Equals(Columns[i].Name, name, comparison))
                    return i;
            }
        }

        throw new ArgumentException($"The result has no column \"{name}\"; it has {string.Join(", ", Columns.Select(column => $"\"{column.Name}\""))}.", nameof(name));
    }

    /// <inheritdoc/>
    public ReadOnlyCollection<DbColumn> GetColumnSchema() => new([.. Columns.Select(DbColumn (column, i) => new SchemaColumn(column, i))]);

    /// <inheritdoc/>
    [UnconditionalSuppressMessage("Trimming", "IL2111", Justification = "The types in the column DataType are values; nothing looks for their own type's members.")]
    public override DataTable GetSchemaTable()
    {
        var table = new DataTable("SchemaTable");
        table.Columns.Add(SchemaTableColumn.ColumnName, typeof(string));
        table.Columns.Add(SchemaTableColumn.ColumnOrdinal, typeof(int));
        table.Columns.Add(SchemaTableColumn.ColumnSize, typeof(int));
        table.Columns.Add(SchemaTableColumn.NumericPrecision, typeof(short));
        table.Columns.Add(SchemaTableColumn.NumericScale, typeof(short));
        table.Columns.Add(SchemaTableColumn.DataType, typeof(Type));
        table.Columns.Add(SchemaTableColumn.AllowDBNull, typeof(bool));
        table.Columns.Add("DataTypeName", typeof(string));
        for (var i = 0; i < FieldCount; i++)
        {
            var column = Columns[i];
            table.Rows.Add(
                column.Name, i, -1, (object?)column.Precision ?? DBNull.Value, (object?)column.Scale ?? DBNull.Value, column.ClrType, true, column.SqlType);
        }

        return table;
    }

    private sealed class SchemaColumn : DbColumn
    {
        internal SchemaColumn(DuckDBColumn column, int ordinal)
        {
            ColumnName = column.Name;
            ColumnOrdinal = ordinal;
            DataType = column.ClrType;
            DataTypeName = column.SqlType;
            NumericPrecision = column.Precision;
            NumericScale = column.Scale;
            // A result does not tell where a column can't be NULL.
            AllowDBNull = true;
        }
    }
}
