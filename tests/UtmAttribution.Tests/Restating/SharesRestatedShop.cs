namespace UtmAttribution.Tests.Restating;

/// <summary>Tests that share one <see cref="RestatedShop"/>.</summary>
[CollectionDefinition(Name)]
public sealed class SharesRestatedShop : ICollectionFixture<RestatedShop>
{
    /// <summary>The collection's name.</summary>
    public const string Name = "restated shop";
}
