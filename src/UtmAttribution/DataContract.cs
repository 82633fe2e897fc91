namespace UtmAttribution;

/// <summary>The data contract: names, columns and meaning of what is published.</summary>
public static class DataContract
{
    /// <summary>Its version, which is raised whenever the same options on the same source give other rows.</summary>
    public const int Version = 1;
}
