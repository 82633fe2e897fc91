using System.Globalization;
using System.Text;

namespace UtmAttribution.Channels;

/// <summary>
/// The rules that give a visit its channel: of the active rules that match, the one with the highest priority, then the
/// smallest id. Where none does, the channel is <c>Other</c>. (A visit without campaign signal and referrer is
/// <c>Direct</c> before any rule is asked.)
/// </summary>
/// <remarks>
/// <para>The built-in rules go from strong evidence to weak, in three layers:</para>
/// <list type="bullet">
/// <item>Priority 7000–9999, UTM values: Google Analytics' default channel groups, in Google's
/// order: Cross-network, Paid Shopping, Paid Search, Paid Social, Paid Video, Display, Paid Other, Organic Shopping,
/// Organic Social, Organic Video, Organic Search, Referral, Email, Affiliates, Audio, SMS, Mobile Push Notifications. AI
/// Assistants stand before Organic Search, so that <c>gemini.google.com</c> is not taken for the search engine.</item>
/// <item>Priority 5000–5999, the click id that a platform has added.</item>
/// <item>Priority 1000–3999, the referrer's domain, and <c>Referral</c> for every other one.</item>
/// </list>
/// <para>UTM values that say nothing known (Google's "Unassigned") leave the word to the click id and the referrer.</para>
/// <para>Three things differ from Google, each on purpose. A social platform with a paid medium is Paid Social even where
/// the campaign's name has "shop" in it: Meta names its own campaigns "Advantage+ shopping". An ad id, or a paid
/// platform's own click id, stands for the paid medium where the medium is missing. And what Google leaves unassigned is
/// given its plain sense: <c>klaviyo</c> is Email, <c>awin</c> is Affiliates, an unknown source with a paid medium and an
/// <c>fbclid</c> is Facebook. A link that calls itself <c>(direct)</c> and has nothing else keeps sub-channel
/// <c>Direct</c> and channel <c>Other</c>: it is a tag, not a direct visit.</para>
/// <para><c>channel</c> is the platform where it is known, else the group; <c>sub_channel</c> is the group;
/// <c>channel_category</c> is the group in lower case with underscores (<c>paid_social</c>).</para>
/// </remarks>
public sealed class ChannelRules
{
    private static readonly Lazy<ChannelRules> _builtIn = new(ReadBuiltIn);

    internal ChannelRules(string sourceName, IReadOnlyList<ChannelRule> all)
    {
        SourceName = sourceName;
        All = all;
        Active = [.. all.Where(r => r.IsActive).OrderByDescending(r => r.Priority).ThenBy(r => r.Id)];
    }

    /// <summary>The rules that serve where no <c>utm_channel_mapping</c> is given.</summary>
    public static ChannelRules BuiltIn => _builtIn.Value;

    /// <summary>Where the rules come from, as messages name it.</summary>
    public string SourceName { get; }

    /// <summary>Every rule, in the order of the source.</summary>
    public IReadOnlyList<ChannelRule> All { get; }

    /// <summary>The rules that take part, the one that wins first. A rule's index here is its ordinal in <see cref="ToSqlCase"/>.</summary>
    public IReadOnlyList<ChannelRule> Active { get; }

    /// <summary>
    /// Reads rules from rows of text, as a <c>utm_channel_mapping</c> table has them. The column <c>channel</c> is
    /// required; the other optional, in any order; columns that no rule knows are ignored. An empty value is NULL;
    /// <c>is_active</c> NULL is true, <c>priority</c> NULL is 0, <c>id</c> NULL is the row's number.
    /// </summary>
    /// <param name="sourceName">Where the rows come from, for messages: a table's or file's name.</param>
    /// <param name="columns">The names of the columns, in any case.</param>
    /// <param name="rows">The rows, each with one value for each column.</param>
    /// <exception cref="Errors.InvalidInputException">A column or value is missing, or is not of its type.</exception>
    public static ChannelRules Parse(string sourceName, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string?>> rows)
    {
        var reader = new ChannelRuleReader(sourceName, columns);
        return new(sourceName, [.. rows.Select((row, index) => reader.Read(row, index + 1))]);
    }

    /// <summary>
    /// A SQL expression (DuckDB) over the columns <c>utm_source</c>, <c>utm_medium</c>, <c>utm_campaign</c>,
    /// <c>utm_content</c>, <c>utm_term</c>, <c>referrer_domain</c>, <c>click_id</c> and <c>ad_id</c> (all text) that gives
    /// the index in <see cref="Active"/> of the rule that wins, or NULL where none matches.
    /// </summary>
    public string ToSqlCase()
    {
        if (Active.Count == 0) return "cast(null as integer)";
        var sql = new StringBuilder("case");
        for (var ordinal = 0; ordinal < Active.Count; ordinal++)
        {
            var conditions = string.Join(" and ", Active[ordinal].Conditions().Select(c => Matches(c.Column, c.Pattern)));
            if (conditions.Length == 0) conditions = "true";
            sql.Append(CultureInfo.InvariantCulture, $"\n    when {conditions} then {ordinal}");
        }

        return sql.Append("\nend").ToString();
    }

    /// <summary>
    /// The test of one column. Of NULL it gives NULL, which no WHEN takes. Values are cleaned: they are never the empty
    /// text, so <c>^$</c> asks for NULL; it is still searched for, for columns that others fill.
    /// </summary>
    private static string Matches(string column, string pattern)
    {
        var search = PatternCheck.Search(column, pattern);
        return pattern == "^$" ? $"({column} is null or {search})" : search;
    }

    private static ChannelRules ReadBuiltIn()
    {
        const string name = "channel_rules.csv";
        using var stream = typeof(ChannelRules).Assembly.GetManifestResourceStream($"Models/{name}")!;
        using var text = new StreamReader(stream, Encoding.UTF8);
        var records = CsvText.Read(name, text.ReadToEnd()).ToList();
        return Parse($"the built-in {name}", [.. records[0].Select(c => c ?? "")], records.Skip(1));
    }
}
