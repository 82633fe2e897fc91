using UtmAttribution.Tests.Faults;

#pragma warning disable MA0047, CA1050, CA1852 // The runtime looks for a type of this name outside all namespaces.
/// <summary>What the runtime calls before the tool's own first line where <c>DOTNET_STARTUP_HOOKS</c> names this assembly.</summary>
internal static class StartupHook
{
    /// <summary>Listens to the tool's activities and does there what the environment says. It may use nothing but the runtime's own libraries.</summary>
    public static void Initialize() => FaultHook.Install();
}
#pragma warning restore MA0047, CA1050, CA1852
