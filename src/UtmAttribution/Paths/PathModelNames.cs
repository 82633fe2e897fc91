using UtmAttribution.Options;

namespace UtmAttribution.Paths;

/// <summary>The names of the models of <c>utm paths</c>.</summary>
internal static class PathModelNames
{
    /// <summary>Every model with its name, in the order in which they are listed.</summary>
    public static IReadOnlyDictionary<PathModel, string> All { get; } = new Names<PathModel>
    {
        [PathModel.First] = "first",
        [PathModel.Last] = "last",
        [PathModel.Linear] = "linear",
        [PathModel.Position] = "position",
        [PathModel.Markov] = "markov",
        [PathModel.Shapley] = "shapley",
    };
}
