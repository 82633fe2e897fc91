using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using UtmAttribution.Paths;

namespace UtmAttribution.Tests.Paths;

public sealed class MarkovChainTests
{
    private static readonly (string, double, double, double)[] Textbook = [("ab", 1, 10, 0), ("a", 0, 0, 1), ("bc", 1, 5, 1), ("aab", 0, 0, 1), ("c", 2, 1, 0)];

    [Fact]
    public void A_chain_small_enough_for_paper_has_the_effects_that_paper_has()
    {
        // From the start: a 3/7, b 2/7, c 2/7. a: b 2/3, null 1/3. b: c 1/2, conversion 1/4, null 1/4. c: conversion 3/4, null 1/4.
        var chain = MarkovChain.Of(Given.Paths(Textbook), 1);

        var effects = chain.RemovalEffects();

        Assert.Equal(4 / 7.0, chain.ConversionProbability, 1e-15);
        // Without a: 2/7·(1/4 + 1/2·3/4) + 2/7·3/4 = 11/28. Without b: 2/7·3/4 = 6/28. Without c: (3/7·2/3 + 2/7)·1/4 = 4/28.
        Assert.Equal([1 - (11 / 16.0), 1 - (6 / 16.0), 1 - (4 / 16.0)], effects, Nearly);
        // Effects 5/16, 10/16 and 12/16 of 4 conversions worth 16.
        var credit = MarkovChain.Credit(Given.Paths(Textbook), effects);
        Assert.Equal([20 / 27.0, 40 / 27.0, 48 / 27.0], credit.Conversions, Nearly);
        Assert.Equal([80 / 27.0, 160 / 27.0, 192 / 27.0], credit.Value, Nearly);
    }

    [Fact]
    public void Its_transitions_are_those_of_the_paths_with_equal_neighbours_as_one()
    {
        var steps = MarkovChain.Of(Given.Paths(Textbook), 2).Transitions()
            .Select(step => $"{Text(step.From)}-{(step.To.Count > 0 ? Text(step.To) : step.Converts ? "conversion" : "null")} {step.Count} {step.Probability:0.000}");

        Assert.Equal(
            ["-ab 2 0.286", "-a 1 0.143", "-bc 2 0.286", "-c 2 0.286", "ab-conversion 1 0.500", "ab-null 1 0.500", "a-null 1 1.000",
             "bc-conversion 1 0.500", "bc-null 1 0.500", "c-conversion 2 1.000"],
            steps);

        static string Text(IEnumerable<int> channels) => string.Concat(channels.Select(channel => (char)('a' + channel)));
    }

    [Property(MaxTest = 60)]
    public Property Removal_effects_are_those_of_the_chain_solved_anew_without_the_channels_states() => Prop.ForAll(Given.Any(), paths =>
    {
        for (var order = 1; order <= MarkovChain.GreatestOrder; order++)
        {
            var chain = MarkovChain.Of(paths, order);
            var whole = paths.Conversions > 0 ? BruteChain.Conversion(paths, order) : 0;
            Assert.Equal(whole, chain.ConversionProbability, 1e-12);
            Assert.Equal(
                Enumerable.Range(0, paths.Channels).Select(channel => whole > 0 ? 1 - (BruteChain.Conversion(paths, order, channel) / whole) : 0),
                chain.RemovalEffects(), Nearly);
        }
    });

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Chains_that_are_too_large_for_one_matrix_have_the_same_effects(int order)
    {
        var paths = Given.Random(seed: 7, channels: 9, count: 300, longest: 12);
        var counts = new ChainCounts(order);
        counts.Add(paths);
        var chain = new SparseChain(counts.States, counts.Steps);

        var dense = DenseRemovals.Solve(chain, chain.States.ByChannel(paths.Channels), CancellationToken.None);

        Assert.Equal(dense, SparseRemovals.Solve(chain, paths.Channels, CancellationToken.None), Nearly);
    }

    [Fact]
    public void Order_1_with_hundreds_of_channels_agrees_with_the_sweeps()
    {
        var paths = Given.Random(seed: 3, channels: 400, count: 4_000, longest: 8);
        var counts = new ChainCounts(1);
        counts.Add(paths);
        var chain = new SparseChain(counts.States, counts.Steps);

        Assert.Equal(
            SparseRemovals.Solve(chain, paths.Channels, CancellationToken.None),
            DenseRemovals.Solve(chain, chain.States.ByChannel(paths.Channels), CancellationToken.None), Nearly);
    }

    [Property(MaxTest = 60)]
    public Property Credit_adds_up_to_all_conversions_and_all_value() => Prop.ForAll(Given.Any(), paths =>
    {
        for (var order = 1; order <= MarkovChain.GreatestOrder; order++)
        {
            var credit = MarkovChain.Credit(paths, MarkovChain.Of(paths, order).RemovalEffects());
            Assert.Equal(paths.Conversions, credit.Conversions.Sum(), 1e-9);
            Assert.Equal(paths.Value, credit.Value.Sum(), 1e-9);
        }
    });

    [Fact]
    public void One_channel_is_lost_with_all()
    {
        Assert.Equal([1.0], MarkovChain.Of(Given.Paths(("aaa", 3, 0, 1)), 4).RemovalEffects());
        Assert.Equal([1.0], MarkovChain.Of(Given.Paths(("a", 3, 0, 0)), 1).RemovalEffects());
    }

    [Fact]
    public void Without_a_conversion_all_effects_are_0_and_without_any_path_too()
    {
        var paths = Given.Paths(("ab", 0, 0, 2), ("b", 0, 0, 0));

        Assert.Equal([0.0, 0.0], MarkovChain.Of(paths, 1).RemovalEffects());
        Assert.Equal([0.0, 0.0], MarkovChain.Credit(paths, [0, 0]).Conversions);
        Assert.Empty(MarkovChain.Of(new ChannelPaths(), 2).RemovalEffects());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    public void Other_orders_are_refused(int order) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => MarkovChain.Of(Given.Paths(("a", 1, 0, 0)), order));

    private static bool Nearly(double expected, double found) => Math.Abs(expected - found) < 1e-11;
}
