using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb;

/// <summary>How far the running query is.</summary>
/// <param name="Percentage">0 to 100; −1 when no query runs or DuckDB can't tell.</param>
/// <param name="RowsProcessed">Rows that are done.</param>
/// <param name="TotalRows">Rows to do in all, estimated; 0 when unknown.</param>
[StructLayout(LayoutKind.Sequential)]
public readonly record struct DuckDBQueryProgress(double Percentage, long RowsProcessed, long TotalRows)
{
    internal static readonly DuckDBQueryProgress Unknown = new(-1, 0, 0);
}
