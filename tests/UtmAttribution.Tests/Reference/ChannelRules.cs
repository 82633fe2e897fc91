using System.Globalization;
using System.Numerics;
using System.Text.RegularExpressions;

namespace UtmAttribution.Tests.Reference;

/// <summary>The channel of a session; all but the channel may be NULL.</summary>
internal sealed record Channel(string Name, string? SubChannel, string? Category, string? Platform)
{
    public const string DirectName = "Direct";
    public static readonly Channel Direct = new(DirectName, "Direct", "direct", null);
    public static readonly Channel Other = new("Other", null, null, null);

    public bool IsDirect => Name == DirectName;
}

/// <summary>What the rules see.</summary>
internal sealed record ChannelEvidence(Utm Utm, string? ReferrerDomain, string? ClickIdName, string? AdId);

/// <summary>The channel rules (section 4).</summary>
internal sealed class ChannelRules
{
    private static readonly string[] Columns =
    [
        "utm_source_pattern", "utm_medium_pattern", "utm_campaign_pattern", "utm_content_pattern", "utm_term_pattern",
        "referrer_pattern", "click_id_pattern", "ad_id_pattern",
    ];

    private readonly List<Rule> _rules = [];
    private readonly Dictionary<ChannelEvidence, Channel> _known = [];

    public ChannelRules(ReferenceTable table)
    {
        var patterns = new Dictionary<string, Pattern>();
        for (var i = 0; i < table.Rows.Count; i++)
        {
            string? Value(string column) => table.Value(table.Rows[i], column);
            if (Value("is_active") is { } active && !Text.IsTrue(active))
                continue;
            var id = BigInteger.TryParse(Value("id"), CultureInfo.InvariantCulture, out var given) ? given : i + 1;
            var priority = BigInteger.TryParse(Value("priority"), CultureInfo.InvariantCulture, out var p) ? p : 0;
            var channel = Value("channel") ?? throw new ReferenceException($"Channel rule {id} has no channel.");
            _rules.Add(new Rule(
                id, priority, new Channel(channel, Value("sub_channel"), Value("channel_category"), Value("platform")),
                [.. Columns.Select(c => PatternOf(patterns, id, Value(c)))]));
        }
        _rules = [.. _rules.OrderByDescending(r => r.Priority).ThenBy(r => r.Id)];
    }

    /// <summary>The channel of a session; Direct exactly where there is neither a campaign signal nor a referrer domain.</summary>
    public Channel Of(ChannelEvidence seen)
    {
        if (!seen.Utm.Any && seen.ClickIdName is null && seen.ReferrerDomain is null)
            return Channel.Direct;
        if (!_known.TryGetValue(seen, out var channel))
            _known[seen] = channel = _rules.FirstOrDefault(r => r.Matches(seen))?.Channel ?? Channel.Other;
        return channel;
    }

    private static Pattern? PatternOf(Dictionary<string, Pattern> patterns, BigInteger rule, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        if (patterns.TryGetValue(text, out var pattern))
            return pattern;
        try
        {
            return patterns[text] = new Pattern(text);
        }
        catch (ArgumentException e)
        {
            throw new ReferenceException($"Channel rule {rule}: '{text}' is no pattern: {e.Message}");
        }
    }

    private sealed record Rule(BigInteger Id, BigInteger Priority, Channel Channel, Pattern?[] Patterns)
    {
        public bool Matches(ChannelEvidence seen)
        {
            string?[] values = [.. seen.Utm.Values, seen.ReferrerDomain, seen.ClickIdName, seen.AdId];
            for (var i = 0; i < values.Length; i++)
            {
                if (Patterns[i]?.Matches(values[i]) == false)
                    return false;
            }
            return true;
        }
    }

    private sealed class Pattern(string text)
    {
        private readonly Regex _regex = new(text, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(10));
        private readonly Dictionary<string, bool> _known = [];

        /// <summary>A pattern never matches NULL, except that <c>^$</c> does.</summary>
        public bool Matches(string? value)
        {
            if (value is null)
                return text == "^$";
            if (!_known.TryGetValue(value, out var matches))
                _known[value] = matches = _regex.IsMatch(value);
            return matches;
        }
    }
}
