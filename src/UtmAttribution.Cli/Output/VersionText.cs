using System.CommandLine;
using System.CommandLine.Invocation;

namespace UtmAttribution.Cli.Output;

/// <summary>What <c>utm --version</c> says: the tool, the engine, and the data contract that the output follows.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionText).Assembly.GetName().Version!.ToString(3);
        parseResult.InvocationConfiguration.Output.WriteLine($"utm {version}");
        return ExitCodes.Done;
    }
}
