using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using UtmAttribution.Options;
using UtmAttribution.Paths;

namespace UtmAttribution.Tests.Paths;

public sealed class PathModelTests
{
    // Conversions of a, b, c, d.
    [Theory]
    [InlineData("abca", 12, "12 0 0 0", "12 0 0 0", "6 3 3 0", "9.6 1.2 1.2 0", "4 4 4 0")]
    [InlineData("ab", 10, "10 0 0 0", "0 10 0 0", "5 5 0 0", "5 5 0 0", "5 5 0 0")]
    [InlineData("d", 3, "0 0 0 3", "0 0 0 3", "0 0 0 3", "0 0 0 3", "0 0 0 3")]
    [InlineData("aaaab", 10, "10 0 0 0", "0 10 0 0", "8 2 0 0", "6 4 0 0", "5 5 0 0")]
    [InlineData("abcd", 10, "10 0 0 0", "0 0 0 10", "2.5 2.5 2.5 2.5", "4 1 1 4", "2.5 2.5 2.5 2.5")]
    public void A_path_is_shared_as_the_models_say(string path, double conversions, string first, string last, string linear, string position, string shapley)
    {
        var paths = Given.Paths(("dcba", 0, 0, 5), (path, conversions, conversions / 2, 1));
        (string, ChannelCredit)[] credits =
        [
            (first, TouchModels.First(paths)), (last, TouchModels.Last(paths)), (linear, TouchModels.Linear(paths)),
            (position, TouchModels.Position(paths, PositionShares.Default)), (shapley, Shapley.Credit(paths)),
        ];

        Assert.All(credits, credit =>
        {
            double[] expected = [.. credit.Item1.Split(' ').Select(double.Parse)];
            Assert.Equal(expected, credit.Item2.Conversions, Nearly);
            Assert.Equal(expected.Select(share => share / 2), credit.Item2.Value, Nearly);
        });
    }

    [Fact]
    public void Two_touches_share_the_middle()
    {
        var credit = TouchModels.Position(Given.Paths(("ab", 10, 0, 0)), new PositionShares(30, 10, 60));

        Assert.Equal([3.5, 6.5], credit.Conversions, Nearly);
    }

    [Property(MaxTest = 100)]
    public Property Every_model_shares_out_all_conversions_and_all_value() => Prop.ForAll(Given.Any(), paths =>
    {
        ChannelCredit[] credits =
        [
            TouchModels.First(paths), TouchModels.Last(paths), TouchModels.Linear(paths),
            TouchModels.Position(paths, PositionShares.Default), Shapley.Credit(paths),
        ];

        Assert.All(credits, credit =>
        {
            Assert.Equal(paths.Conversions, credit.Conversions.Sum(), 1e-9);
            Assert.Equal(paths.Value, credit.Value.Sum(), 1e-9);
        });
    });

    [Property(MaxTest = 30)]
    public Property The_Shapley_value_is_that_of_its_definition_over_all_orders_of_channels() => Prop.ForAll(Given.Any(), paths =>
    {
        var expected = new double[paths.Channels];
        var orders = Orders([.. Enumerable.Range(0, paths.Channels)]).ToList();
        foreach (var order in orders)
        {
            var joined = new HashSet<int>();
            foreach (var channel in order)
            {
                var before = Worth(joined);
                joined.Add(channel);
                expected[channel] += (Worth(joined) - before) / orders.Count;
            }
        }

        Assert.Equal(expected, Shapley.Credit(paths).Conversions, Nearly);

        double Worth(HashSet<int> channels) => Enumerable.Range(0, paths.Count)
            .Where(path => channels.IsSupersetOf(paths.Touches(path).ToArray())).Sum(paths.ConversionsOf);
    });

    [Fact]
    public void What_is_no_path_is_refused()
    {
        var paths = new ChannelPaths();

        Assert.Throws<ArgumentException>(() => paths.Add([], 1, 0, 0));
        Assert.Throws<ArgumentException>(() => paths.Add([-1], 1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => paths.Add([0], -1, 0, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => paths.Add([0], 1, double.NaN, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => paths.Add([0], 1, 0, double.PositiveInfinity));
        Assert.Equal(0, paths.Count);
    }

    private static IEnumerable<int[]> Orders(int[] channels) => channels.Length == 0
        ? [[]]
        : channels.SelectMany(first => Orders([.. channels.Where(channel => channel != first)]).Select(rest => (int[])[first, .. rest]));

    private static bool Nearly(double expected, double found) => Math.Abs(expected - found) < 1e-9;
}
