namespace UtmAttribution.Bench.Guarding;

/// <summary>What a ratio says against the one that is kept.</summary>
internal enum Verdict
{
    /// <summary>It is about as it was.</summary>
    Same,

    /// <summary>It has fallen by more than a quarter.</summary>
    Worse,

    /// <summary>It has risen by more than a third.</summary>
    Better,

    /// <summary>None is kept.</summary>
    New,

    /// <summary>It is kept, and was not measured.</summary>
    Missing,
}
