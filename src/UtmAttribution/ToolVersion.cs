namespace UtmAttribution;

/// <summary>The version of this library, as what it writes keeps it.</summary>
internal static class ToolVersion
{
    /// <summary>Three numbers.</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
