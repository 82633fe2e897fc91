namespace UtmAttribution.Paths;

/// <summary>What the columns of a file of paths are called, and what stands between the channels of a path.</summary>
public sealed record PathFileOptions
{
    /// <summary>The column with the path. Default: <c>path</c>.</summary>
    public string PathColumn { get; init; } = "path";

    /// <summary>
    /// What stands between two channels, taken literally; blanks around a channel's name do not belong to it. A name that holds it
    /// is two channels: choose one that no name has. It may be a comma where CSV quotes its paths. Default: <c>" &gt; "</c>.
    /// </summary>
    public string Separator { get; init; } = " > ";

    /// <summary>The column that counts conversions. Default: <c>total_conversions</c>.</summary>
    public string ConversionsColumn { get; init; } = "total_conversions";

    /// <summary>The column with the value of these conversions. Default (null): <c>total_conversion_value</c>, where the file has it.</summary>
    public string? ValueColumn { get; init; }

    /// <summary>The column that counts how often the path ended without a conversion. Default (null): <c>total_null</c>, where the file has it.</summary>
    public string? NullsColumn { get; init; }
}
