using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary><c>utm_channel_attribution</c>: the shares of the orders of the training dates, added up by channel (section 6).</summary>
internal static class ChannelAttribution
{
    public static ReferenceDataset Publish(List<Order> trained, ReferenceOptions options, Attribution attribution, Currencies currencies, (int From, int To) days)
    {
        var rows = new List<string?[]>();
        foreach (var model in options.RunModels)
        {
            foreach (var channel in trained.SelectMany(o => attribution.Credits(o, model)).GroupBy(c => c.Session.Channel.Name))
            {
                rows.Add(
                [
                    Times.FormatDay(days.From), Times.FormatDay(days.To), model, channel.Key, Rounding.Format(Sum(channel.Select(c => c.Weight)), 8),
                    currencies.Money(Sum(channel.Select(c => c.Revenue))),
                    model == "markov" ? Rounding.Format(attribution.Effects!.Units(channel.Key), 9) : null,
                ]);
            }
        }
        return ReferenceDataset.Sorted(
            "utm_channel_attribution", "train_from train_to attribution_model channel conversions revenue removal_effect",
            "train_from train_to attribution_model channel", rows);
    }

    private static BigInteger Sum(IEnumerable<BigInteger> parts) => parts.Aggregate(BigInteger.Zero, (sum, part) => sum + part);
}
