namespace UtmAttribution.Tests.Sinks;

/// <summary>A test that needs Node.js: where there is none it is skipped with the reason, but fails in CI.</summary>
internal sealed class NodeFactAttribute : FactAttribute
{
    public NodeFactAttribute()
    {
        if (!HyparquetReader.HasNode && Environment.GetEnvironmentVariable("CI") is null or "" or "false")
            Skip = HyparquetReader.NodeMissing;
    }
}
