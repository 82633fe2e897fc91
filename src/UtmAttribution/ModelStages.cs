using UtmAttribution.Engines;
using UtmAttribution.Options;

namespace UtmAttribution;

/// <summary>Runs models one after the other, each a stage, and between them what the data-driven ones learn.</summary>
internal static class ModelStages
{
    /// <summary>Runs the models.</summary>
    /// <param name="models">The models, in order; the relations that they read are there or among them.</param>
    /// <param name="engine">Runs them.</param>
    /// <param name="options">What is computed.</param>
    /// <param name="stages">Hears of every stage.</param>
    /// <param name="cancellation">Ends it.</param>
    public static void Run(IEnumerable<SqlModel> models, IEngine engine, AttributionOptions options, Stages stages, CancellationToken cancellation)
    {
        foreach (var model in models)
        {
            stages.Run(model.Name, engine, () => engine.Run(model, cancellation));
            if (model.Name == ChannelEffects.Paths && options.AllModels.Contains(AttributionModel.Markov))
                stages.Run(ChannelEffects.Relation, engine, () => ChannelEffects.Learn(engine, options.MarkovOrder, cancellation));
        }
    }
}
