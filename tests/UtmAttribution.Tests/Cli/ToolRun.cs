using Microsoft.Extensions.Logging;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;

namespace UtmAttribution.Tests.Cli;

/// <summary>The tool called in this process with pipes for its output, and a known report in the pipeline's place.</summary>
internal sealed class ToolRun
{
    private ToolRun(int exitCode, string output, string error, RunRequest? request)
    {
        ExitCode = exitCode;
        Output = output.ReplaceLineEndings("\n");
        Error = error.ReplaceLineEndings("\n");
        Request = request;
    }

    public int ExitCode { get; }

    public string Output { get; }

    public string Error { get; }

    /// <summary>What the pipeline was asked for; null where it was not asked.</summary>
    public RunRequest? Request { get; }

    public static ToolRun Of(params string[] arguments) => Of(Sample.Report, arguments);

    public static ToolRun Of(RunReport report, params string[] arguments) => Of((_, _, _, _) => report, arguments);

    public static ToolRun Failing(Exception fault, params string[] arguments) => Of((_, _, _, _) => throw fault, arguments);

    public static ToolRun Of(RunCall pipeline, params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        RunRequest? asked = null;
        var terminal = new Terminal(output, error) { Unicode = true };
        var exitCode = CommandLine.Run(arguments, terminal, Ask);
        return new ToolRun(exitCode, output.ToString(), error.ToString(), asked);

        RunReport Ask(RunRequest run, ILogger logger, IProgress<RunProgress>? progress, CancellationToken cancellation)
        {
            asked = run;
            return pipeline(run, logger, progress, cancellation);
        }
    }
}
