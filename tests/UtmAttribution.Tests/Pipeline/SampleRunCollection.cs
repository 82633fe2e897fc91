namespace UtmAttribution.Tests.Pipeline;

/// <summary>The tests that share <see cref="SampleRun"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SampleRunCollection : ICollectionFixture<SampleRun>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "sample run";
}
