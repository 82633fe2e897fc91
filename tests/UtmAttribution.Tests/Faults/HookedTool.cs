using System.Diagnostics;
using System.Reflection;
using UtmAttribution.Tests.Cli;

namespace UtmAttribution.Tests.Faults;

/// <summary>The tool's own process, with <see cref="FaultHook"/> in it.</summary>
internal static class HookedTool
{
    /// <summary>Starts it.</summary>
    /// <param name="shop">Where its temporary files go.</param>
    /// <param name="arguments">What it does.</param>
    /// <param name="variables">What the hook does.</param>
    public static Process Start(FaultedShop shop, string[] arguments, Dictionary<string, string> variables) =>
        ToolProcess.Start(shop.Temp, arguments, new Dictionary<string, string>(variables)
        {
            ["DOTNET_STARTUP_HOOKS"] = Assembly.GetExecutingAssembly().Location,
            // Compiling takes most of a run that is so small: once, and quickly, is enough for it.
            ["DOTNET_TC_QuickJitForLoops"] = "1",
            ["DOTNET_TC_CallCounting"] = "0",
        });
}
