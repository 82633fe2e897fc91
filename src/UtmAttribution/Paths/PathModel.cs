namespace UtmAttribution.Paths;

/// <summary>A rule that shares the conversions of paths among their channels.</summary>
public enum PathModel
{
    /// <summary><c>first</c>: all to the first touch.</summary>
    First,

    /// <summary><c>last</c>: all to the last touch.</summary>
    Last,

    /// <summary><c>linear</c>: the same to every touch.</summary>
    Linear,

    /// <summary><c>position</c>: fixed shares to the first and the last touch, the rest evenly between.</summary>
    Position,

    /// <summary><c>markov</c>: by what would be lost without the channel, in a Markov chain of the paths.</summary>
    Markov,

    /// <summary><c>shapley</c>: the Shapley value of the channel among those of the path.</summary>
    Shapley,
}
