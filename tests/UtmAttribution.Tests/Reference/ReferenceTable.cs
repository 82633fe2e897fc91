namespace UtmAttribution.Tests.Reference;

/// <summary>
/// A source table as rows of raw text. A value is null where the table has NULL; dates are <c>YYYY-MM-DD</c>, times ISO text,
/// numbers decimal text, JSON its text. A column that is not there reads as NULL.
/// </summary>
/// <param name="Columns">The column names, as the source spells them.</param>
/// <param name="Rows">The rows, each with one value per column.</param>
public sealed partial record ReferenceTable(IReadOnlyList<string> Columns, IReadOnlyList<string?[]> Rows)
{
    /// <summary>The position of the column, or -1 where the table has none of that name.</summary>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i] == column)
                return i;
        }
        return -1;
    }

    /// <summary>The value of the column in the row; null where the table has no such column.</summary>
    public string? Value(string?[] row, string column)
    {
        var at = IndexOf(column);
        return at < 0 ? null : row[at];
    }

    /// <summary>Refuses a table that lacks one of the columns.</summary>
    public void Require(string table, params string[] columns)
    {
        foreach (var column in columns)
        {
            if (IndexOf(column) < 0)
                throw new ReferenceException($"Table '{table}' has no column '{column}'.");
        }
    }
}
