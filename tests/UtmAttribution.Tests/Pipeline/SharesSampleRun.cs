namespace UtmAttribution.Tests.Pipeline;

/// <summary>The tests that share one <see cref="SampleRun"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SharesSampleRun : ICollectionFixture<SampleRun>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "sample run";
}
