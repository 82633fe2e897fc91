using UtmAttribution.Channels;

namespace UtmAttribution.Tests.Channels;

/// <summary>Ad hours without a visit are classified by their platform, medium <c>cpc</c> and their ad id.</summary>
public sealed class AdPlatformTests(RuleRunner runner) : IClassFixture<RuleRunner>
{
    [Theory]
    [InlineData("facebook", "Facebook", "Paid Social")]
    [InlineData("instagram", "Instagram", "Paid Social")]
    [InlineData("messenger", "Messenger", "Paid Social")]
    [InlineData("audience_network", "Audience Network", "Paid Social")]
    [InlineData("threads", "Threads", "Paid Social")]
    [InlineData("whatsapp", "WhatsApp", "Paid Social")]
    [InlineData("meta", "Facebook", "Paid Social")]
    [InlineData("google", "Google", "Paid Search")]
    [InlineData("google_ads", "Google", "Paid Search")]
    [InlineData("tiktok", "TikTok", "Paid Social")]
    [InlineData("tiktok_ads", "TikTok", "Paid Social")]
    [InlineData("snapchat", "Snapchat", "Paid Social")]
    [InlineData("pinterest", "Pinterest", "Paid Social")]
    [InlineData("linkedin", "LinkedIn", "Paid Social")]
    [InlineData("bing", "Bing", "Paid Search")]
    [InlineData("microsoft", "Bing", "Paid Search")]
    [InlineData("microsoft_ads", "Bing", "Paid Search")]
    [InlineData("twitter", "X", "Paid Social")]
    [InlineData("twitter_ads", "X", "Paid Social")]
    [InlineData("x", "X", "Paid Social")]
    [InlineData("reddit", "Reddit", "Paid Social")]
    [InlineData("youtube", "YouTube", "Paid Video")]
    [InlineData("amazon_ads", "Amazon", "Paid Shopping")]
    [InlineData("apple_search_ads", "Apple", "Paid Search")]
    [InlineData("yahoo", "Yahoo", "Paid Search")]
    [InlineData("yandex", "Yandex", "Paid Search")]
    [InlineData("baidu", "Baidu", "Paid Search")]
    [InlineData("vk", "VK", "Paid Social")]
    [InlineData("criteo", "Criteo", "Paid Other")]
    [InlineData("spotify", "Spotify", "Paid Other")]
    [InlineData("a platform of tomorrow", "Paid Other", "Paid Other")]
    public void The_spend_of_every_platform_has_a_channel(string platform, string channel, string group)
    {
        var visits = new[] { "4711", "120210000000000001", null }
            .Select(adId => new Dictionary<string, string?> { ["utm_source"] = platform, ["utm_medium"] = "cpc", ["ad_id"] = adId });
        Assert.All(
            runner.Classify(ChannelRules.BuiltIn, [.. visits]),
            rule => Assert.Equal((channel, group), (rule?.Channel, rule?.SubChannel)));
    }
}
