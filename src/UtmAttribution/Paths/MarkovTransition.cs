namespace UtmAttribution.Paths;

/// <summary>A step of a Markov chain that was seen in its paths.</summary>
/// <param name="From">The channels of the state that it leaves; empty for the start.</param>
/// <param name="To">The channels of the state that it enters; empty where the path ends.</param>
/// <param name="Converts">Where the path ends: whether in a conversion.</param>
/// <param name="Count">How often it was taken.</param>
/// <param name="Probability">The same as a share of all steps from there.</param>
public sealed record MarkovTransition(IReadOnlyList<int> From, IReadOnlyList<int> To, bool Converts, double Count, double Probability);
