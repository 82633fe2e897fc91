namespace UtmAttribution.Engines;

/// <summary>Where the models run.</summary>
public interface IEngine : IDisposable
{
    /// <summary>What the engine is and its version, for the report.</summary>
    string Description { get; }
}
