using System.Diagnostics;
using System.Reflection;

namespace UtmAttribution.Tests.Cli;

/// <summary>The built tool as a process of its own, as scripts see it.</summary>
internal static class ToolProcess
{
    /// <summary>Starts the tool; its temporary files go to the folder given.</summary>
    public static Process Start(string? temp, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var library = Path.Combine(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "utm.dll");
        var start = new ProcessStartInfo("dotnet", ["exec", library, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        if (temp is not null)
            (start.Environment["TMPDIR"], start.Environment["TEMP"], start.Environment["TMP"]) = (temp, temp, temp);
        // The runtime's own pipe for debuggers is a temporary file too.
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
            start.Environment[name] = value;
        return Process.Start(start)!;
    }

    /// <summary>Sends a signal, such as <c>INT</c>.</summary>
    public static void Send(string signal, Process tool)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{tool.Id}"]);
        kill.WaitForExit();
    }

    /// <summary>Waits for the end.</summary>
    public static (int ExitCode, string Output, string Error) Finish(Process tool)
    {
        var error = tool.StandardError.ReadToEndAsync();
        var output = tool.StandardOutput.ReadToEnd();
        tool.WaitForExit();
        return (tool.ExitCode, output.ReplaceLineEndings("\n"), error.Result.ReplaceLineEndings("\n"));
    }
}
