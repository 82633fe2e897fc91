namespace UtmAttribution.Cli.Output;

/// <summary>Where a stage is at one moment.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Done">What is done, in <paramref name="Unit"/>.</param>
/// <param name="Total">What there is to do, where that is known.</param>
/// <param name="Unit">What is counted; <c>%</c> where nothing is.</param>
/// <param name="Elapsed">The time since the stage began.</param>
internal sealed record StageNow(string Stage, long Done, long? Total, string Unit, TimeSpan Elapsed)
{
    /// <summary>Whether <see cref="Done"/> is a count of something.</summary>
    public bool Counts => Unit != "%" && Done > 0;

    /// <summary>The share that is done, 0 to 1, where it is known.</summary>
    public double? Share => Total is > 0 and var total ? Math.Clamp((double)Done / total, 0, 1) : null;

    /// <summary>What is done per second, once that can be said.</summary>
    public long? Rate => Counts && Elapsed.TotalSeconds >= 0.5 ? (long)(Done / Elapsed.TotalSeconds) : null;

    /// <summary>The time left if it goes on like this, once that can be said.</summary>
    public TimeSpan? Left => Share is > 0.01 and < 1 and var share && Elapsed.TotalSeconds >= 1 ? Elapsed * ((1 - share) / share) : null;
}
