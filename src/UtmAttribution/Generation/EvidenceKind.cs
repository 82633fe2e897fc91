namespace UtmAttribution.Generation;

/// <summary>What an order knows about where its customer came from.</summary>
internal enum EvidenceKind : byte
{
    /// <summary>A journey whose moments have <c>utmParameters</c>.</summary>
    JourneyUtm,

    /// <summary>A journey with UTM values only in its landing pages.</summary>
    JourneyLandingPage,

    /// <summary>A journey with click ids only.</summary>
    JourneyClickId,

    /// <summary>A journey with referrers at most.</summary>
    JourneyReferrer,

    /// <summary>Only <c>custom_attributes</c>.</summary>
    CustomAttributes,

    /// <summary>Only <c>customer_utm_*</c>.</summary>
    CustomerUtm,

    /// <summary>Only the order's own landing page.</summary>
    OrderLandingPage,

    /// <summary>Only the order's referrer.</summary>
    OrderReferrer,

    /// <summary>Nothing.</summary>
    None,
}

/// <summary>How frequent each kind of evidence is.</summary>
internal static class EvidenceShares
{
    /// <summary>Per cent, in the order of <see cref="EvidenceKind"/>.</summary>
    public static ReadOnlySpan<int> Weights => [44, 10, 9, 9, 8, 6, 5, 4, 5];

    public static EvidenceKind Of(ulong seed, long order)
    {
        var random = Prng.At(seed, RandomStream.Evidence, order);
        return (EvidenceKind)random.Weighted(Weights);
    }

    public static bool HasJourney(this EvidenceKind evidence) => evidence <= EvidenceKind.JourneyReferrer;
}
