namespace UtmAttribution.Paths;

/// <summary>What a model gives to every channel, by the channel's number. Over all channels it adds up to what all paths have.</summary>
/// <param name="Conversions">Conversions, in fractions.</param>
/// <param name="Value">What they are worth, in the unit of the paths.</param>
public sealed record ChannelCredit(IReadOnlyList<double> Conversions, IReadOnlyList<double> Value);
