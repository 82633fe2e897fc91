namespace UtmAttribution.Loading;

/// <summary>Why a record, or a part of one, is not used.</summary>
/// <param name="Reason">One of the contract's reasons.</param>
/// <param name="Detail">What was found, for a person.</param>
internal sealed record Reject(string Reason, string? Detail)
{
    private const int LongestValue = 200;

    /// <summary>A column with the value that was found in it.</summary>
    public static string Show(string column, string? value) => value is null
        ? $"{column}: NULL"
        : $"{column}: {(value.Length <= LongestValue ? value : string.Concat(value.AsSpan(0, LongestValue), "…"))}";
}
