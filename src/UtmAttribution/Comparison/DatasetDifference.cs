namespace UtmAttribution.Comparison;

/// <summary>How the rows of a dataset differ between two outputs, A and B, matched by the dataset's key.</summary>
/// <param name="Dataset">The dataset's name.</param>
/// <param name="RowsA">Rows in A.</param>
/// <param name="RowsB">Rows in B.</param>
/// <param name="Same">Rows that both have, equal in every column that is compared.</param>
/// <param name="Changed">Rows that both have, with another value in at least one column.</param>
/// <param name="Removed">Rows that only A has.</param>
/// <param name="Added">Rows that only B has.</param>
/// <param name="Columns">The columns that differ, in their order, with the number of changed rows that each differs in.</param>
/// <param name="Money">The sums of money, whether they differ or not.</param>
/// <param name="Places">The number of places with a difference, on dates that both have.</param>
public sealed record DatasetDifference(
    string Dataset, long RowsA, long RowsB, long Same, long Changed, long Removed, long Added,
    IReadOnlyList<ColumnDifference> Columns, IReadOnlyList<MoneyDifference> Money, long Places)
{
    /// <summary>Whether no row differs.</summary>
    public bool IsSame => Changed + Removed + Added == 0;
}

/// <summary>A column that differs.</summary>
/// <param name="Column">Its name.</param>
/// <param name="Rows">The number of changed rows that it differs in.</param>
public sealed record ColumnDifference(string Column, long Rows);

/// <summary>A sum of money in both outputs, in the reporting currency.</summary>
/// <param name="Measure">The column, and the attribution model where the sum is of one model's rows: <c>attributed_revenue, linear</c>.</param>
/// <param name="A">The sum in A.</param>
/// <param name="B">The sum in B.</param>
public sealed record MoneyDifference(string Measure, decimal A, decimal B)
{
    /// <summary>What B has more than A.</summary>
    public decimal Difference => B - A;
}
