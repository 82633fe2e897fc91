namespace UtmAttribution.Sinks.Postgres;

/// <summary>The version of this library, as tables keep it.</summary>
internal static class ToolVersion
{
    /// <summary>Three numbers.</summary>
    public static string Text { get; } = typeof(ToolVersion).Assembly.GetName().Version!.ToString(3);
}
