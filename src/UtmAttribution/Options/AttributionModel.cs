namespace UtmAttribution.Options;

/// <summary>A rule that shares an order among the sessions that led to it; its text name is the one in the data.</summary>
public enum AttributionModel
{
    /// <summary><c>first_click</c>: all credit to the first touchpoint.</summary>
    FirstClick,

    /// <summary><c>last_click</c>: all credit to the last touchpoint.</summary>
    LastClick,

    /// <summary><c>last_non_direct_click</c>: all credit to the last session that is not direct, else to the last.</summary>
    LastNonDirectClick,

    /// <summary><c>linear</c>: the same credit to every touchpoint.</summary>
    Linear,

    /// <summary><c>position_based</c>: fixed shares for first and last, the rest evenly between.</summary>
    PositionBased,

    /// <summary><c>time_decay</c>: credit halves with every half-life before the last touchpoint.</summary>
    TimeDecay,

    /// <summary><c>markov</c>: by what would be lost without a touchpoint's channel, in a Markov chain of the paths of the training dates.</summary>
    Markov,

    /// <summary><c>shapley</c>: the same to every channel of the order, in equal parts to its touchpoints: the Shapley value of the channels.</summary>
    Shapley,
}
