using System.Reflection;

namespace UtmAttribution;

/// <summary>The version of this library, as what it writes keeps it.</summary>
internal static class ToolVersion
{
    /// <summary>Three numbers, and what a release before them is called, such as <c>1.0.0-beta</c>; the commit is left out.</summary>
    public static string Text { get; } =
        typeof(ToolVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
