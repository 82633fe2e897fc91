using System.Collections;
using UtmAttribution.Engines;
using UtmAttribution.Paths;

namespace UtmAttribution;

/// <summary>
/// What a Markov chain learns from the paths of the training dates, between two models: the first has gathered the distinct paths,
/// the second reads what would be lost without each channel. It is solved here whichever engine runs the models, so that all read
/// the same figures.
/// </summary>
internal static class ChannelEffects
{
    /// <summary>The relation of the removal effects, in units of 10^-9; it has no row of a channel that is on no path.</summary>
    public const string Relation = "channel_effects";

    /// <summary>The model that gathers the paths.</summary>
    public const string Paths = "channel_paths";

    private const long UnitsOfWhole = 1_000_000_000;

    /// <summary>Solves the chain and fills the relation.</summary>
    /// <param name="engine">Has the paths, and takes the effects.</param>
    /// <param name="order">How many touchpoints a state of the chain remembers.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>How many channels there are.</returns>
    /// <exception cref="Errors.ResourceException">The chain does not settle in reasonable time.</exception>
    public static long Learn(IEngine engine, int order, CancellationToken cancellation)
    {
        var (paths, channels) = Read(engine, cancellation);
        if (channels.Count == 0)
            return 0;
        var effects = MarkovChain.Of(paths, order).RemovalEffects(cancellation);
        return engine.Fill(Relation, appender =>
        {
            for (var channel = 0; channel < channels.Count; channel++)
            {
                appender.Set(0, channels[channel]);
                appender.Set(1, (long)Math.Floor((effects[channel] * UnitsOfWhole) + 0.5));
                appender.EndRow();
            }
        }, cancellation);
    }

    // Channels are numbered anew as the sorted paths meet them: which others a run knows must not change the last digit of a sum.
    private static (ChannelPaths Paths, List<int> Channels) Read(IEngine engine, CancellationToken cancellation)
    {
        var paths = new ChannelPaths();
        var channels = new List<int>();
        var numbers = new Dictionary<int, int>();
        var path = new List<int>();
        using var reader = engine.ExecuteReader($"select path, conversions from {Paths} order by path", cancellation);
        while (reader.Read())
        {
            path.Clear();
            foreach (int channel in (IEnumerable)reader.GetValue(0))
            {
                if (numbers.TryAdd(channel, channels.Count))
                    channels.Add(channel);
                path.Add(numbers[channel]);
            }

            paths.Add([.. path], reader.GetInt64(1), value: 0, nulls: 0);
        }

        return (paths, channels);
    }
}
