using System.CommandLine;
using System.CommandLine.Invocation;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Cli.Output;

/// <summary>What <c>utm --version</c> says: the tool, the engine, and the data contract that the output follows.</summary>
internal sealed class VersionText : SynchronousCommandLineAction
{
    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        var tool = typeof(VersionText).Assembly.GetName().Version!.ToString(3);
        parseResult.InvocationConfiguration.Output.WriteLine($"utm {tool}\nengine: DuckDB {Engine()}\ndata contract: {DataContract.Version}");
        return ExitCodes.Done;
    }

    /// <summary>The tool has a version even where its engine is missing.</summary>
    private static string Engine()
    {
        try
        {
            return DuckDBDatabase.EngineVersion.TrimStart('v');
        }
        catch (DllNotFoundException fault)
        {
            return fault.Message;
        }
    }
}
