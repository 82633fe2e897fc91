namespace UtmAttribution.Generation;

/// <summary>The shop's traffic: tagged sources first (Meta at index 0), then those that carry no UTM.</summary>
internal static class TrafficSources
{
    public const int Meta = 0;

    private const string Google = "https://www.google.com/";
    private static readonly ClickId Fbclid = new("fbclid", "IwZXh0bgNhZW0C", 38);
    private static readonly ClickId Gclid = new("gclid", "CjwKCAjw", 46);
    private static readonly ClickId Mailchimp = new("mc_cid", "", 10);

    private static readonly TrafficSource[] Tagged =
    [
        new("facebook", 380, [], ["https://l.facebook.com/", "https://m.facebook.com/", "https://l.instagram.com/", "http://instagram.com/", null], [Fbclid]),
        new("google", 140,
            [
                new("google", "cpc", "brand_search", null, "lumen and oak"),
                new("google", "cpc", "Generic | Shirts | DE", "678901234567", "leinenhemd herren", "&hsa_cam=20123456789&hsa_grp=150012345678&hsa_ad=678901234567&hsa_src=g"),
                new("google", "cpc", "pmax-all", null, null, "&gad_source=1&gad_campaignid=21987654321"),
                new("google", "cpc", "20123456789", "678901234567", "150012345678"),
                new("google", "cpc", "Shopping: Lamps & Shades", "sag_organic_off", null),
                new("youtube", "video", "brand film", "bumper-6s", null),
                new("google", "display", "remarketing-30d", "300x250", null),
            ],
            [Google, "https://www.google.de/", "https://www.youtube.com/", "https://googleads.g.doubleclick.net/", null],
            [Gclid, new("gbraid", "0AAAAA", 18), new("wbraid", "Cjg", 40)]),
        new("bing", 25,
            [new("bing", "cpc", "brand_search", null, "lumen oak"), new("bing", "cpc", "Generic | Lamps", "81234567890123", "desk lamp", "&utm_id=412345678")],
            ["https://www.bing.com/", null], [new("msclkid", "", 32)]),
        new("tiktok", 55,
            [new("tiktok", "paid", "TT | Spark Ads | DE", "1790000000000001", "Gen Z"), new("tiktok", "cpc", "__CAMPAIGN_NAME__", "__CID__", "__AID_NAME__"), new("tiktok", "paid_social", "1790000000000777", null, null)],
            ["https://www.tiktok.com/", null], [new("ttclid", "E.C.P.", 60)]),
        new("pinterest", 25,
            [new("pinterest", "paid", "Pins Home"), new("snapchat", "paid", "snap_spring", "story"), new("twitter", "paid_social", "launch"), new("linkedin", "cpc", "B2B gifts"), new("reddit", "paid", "r/malefashion")],
            ["https://www.pinterest.com/", "https://t.co/", "https://www.linkedin.com/", null],
            [new("epik", "dj0y", 40), new("sccid", "", 36), new("twclid", "2-", 26), new("li_fat_id", "", 36), new("rdt_cid", "", 19)]),
        new("email", 110,
            [
                new("newsletter", "email", "KW {nr} Neuheiten"), new("klaviyo", "email", "Welcome Series (abc123)", "Button 1", null, "&_kx=a1B2c3D4e5F6"),
                new("Klaviyo", "campaign", "Black Friday Early Access"), new("mailchimp", "email", "abandoned_cart", "step 2"), new("shopify_email", "email", "spring-collection"),
            ],
            [null, null, "https://mail.google.com/", "https://outlook.live.com/"], [Mailchimp]),
        new("sms", 20, [new("postscript", "sms", "vip-drop"), new("attentive", "sms", "back in stock"), new("whatsapp", "push", "restock")], [null], []),
        new("affiliate", 25,
            [new("awin", "affiliate", "cashback"), new("impact", "affiliates", "creator program", "blogger-77"), new("shareasale", "partner", null)],
            ["https://www.awin1.com/", "https://www.gutscheine.example/", null], [new("awc", "12345_17000_", 32), new("irclickid", "", 24), new("cjevent", "", 32)]),
        new("chatgpt.com", 10, [new("chatgpt.com", null, null), new("perplexity", null, null)], ["https://chatgpt.com/", "https://www.perplexity.ai/", null], []),
        new("other", 30,
            [
                new("qr", "print", "packaging-insert"), new("podcast", "audio", "episode 12", "host read"), new("influencer", "social", "anna_k"),
                new("newsletter-partner", "referral", "swap"), new("ig", "bio", "linktree"), new("store-locator", null, null),
            ],
            [null, "https://linktr.ee/"], []),
    ];

    private static readonly TrafficSource[] Untagged =
    [
        new("google", 90, [], [Google, "https://www.google.de/", "https://www.google.co.uk/", "https://www.bing.com/", "https://duckduckgo.com/", "https://search.yahoo.com/", "https://www.ecosia.org/", "https://yandex.ru/", "https://www.baidu.com/link?url=xyz"], []),
        new("social", 45, [], ["https://www.instagram.com/", "https://m.facebook.com/", "https://www.youtube.com/watch?v=abc", "https://www.reddit.com/r/homedecor/", "https://t.co/x1y2", "https://www.pinterest.de/pin/42/"], [Fbclid]),
        new("referral", 30, [], ["https://www.zeit.example/magazin/", "https://blog.interior.example/2025/lamps?utm=1#top", "http://forum.example:8080/t/99", "android-app://com.google.android.gm/", "https://www.müller-möbel.example/"], []),
        new("assistant", 12, [], ["https://chatgpt.com/", "https://www.perplexity.ai/", "https://gemini.google.com/", "https://claude.ai/", "https://copilot.microsoft.com/"], []),
        new("direct", 80, [], [null, null, null, "https://shop.example/cart", "https://www.shop.example/"], []),
    ];

    /// <summary>All sources; those before <see cref="FirstUntagged"/> have tagged links.</summary>
    public static TrafficSource[] All { get; } = [.. Tagged, .. Untagged];

    public static int FirstUntagged => Tagged.Length;

    /// <summary>The sources whose clicks carry an id, so that a bare click id may be all the evidence.</summary>
    public static int WithClickId => 5;

    private static readonly int[] Weights = [.. All.Select(source => source.Weight)];

    /// <summary>A source in [from, to), by weight.</summary>
    public static byte Pick(ref Prng random, int from, int to) => (byte)(from + random.Weighted(Weights.AsSpan(from, to - from)));
}
