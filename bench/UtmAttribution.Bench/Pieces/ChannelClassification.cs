using BenchmarkDotNet.Attributes;
using UtmAttribution.Channels;
using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Bench.Pieces;

/// <summary>
/// What does it cost to find the channel rule of what a session can look like (a profile)? The baseline is the simple way: profiles
/// joined with a table of rules, whose patterns are tried pair by pair. The product has the rules as one CASE with constant patterns. One
/// thread. An operation is a profile.
/// </summary>
public class ChannelClassification
{
    // The join takes seconds for few profiles; the rules' patterns are compiled once for all.
    private const int Joined = 100;
    private const int Classified = 2_000;

    private static readonly string[] Columns =
        ["utm_source", "utm_medium", "utm_campaign", "utm_content", "utm_term", "referrer_domain", "click_id", "ad_id"];

    private static readonly string RuleCase = SqlModel.All.Single(model => model.Name == "profile_rules").Sql;

    // Rules are numbered in the order in which they win.
    private static readonly string RuleJoin = $"""
        select profile_no, min(rule_no) as rule_no
        from named_profiles as profiles
        left join ({Rules()}) as rules on {string.Join(" and ", Columns.Select(Matches))}
        group by profile_no
        """;

    private static DuckDBConnection Connection => GeneratedShop.Run.Engine.Connection;

    /// <summary>Compares the ways.</summary>
    /// <exception cref="InvalidOperationException">They do not give the same rules.</exception>
    [GlobalSetup]
    public static void Compare()
    {
        if (Connection.Scalar<long>($"{Some(Joined)} select count(*) from (({RuleJoin}) except all ({RuleCase}))") is var different and not 0)
            throw new InvalidOperationException($"{different} profiles get another rule by the join.");
        if (Connection.Scalar<long>($"{Some(Classified)} select count(*) from named_profiles") is var profiles and not Classified)
            throw new InvalidOperationException($"The shop has {profiles} profiles; expected {Classified}.");
    }

    /// <summary>A join with the rules.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Joined)]
    public long RuleJoinOfProfiles() => Count(Joined, RuleJoin);

    /// <summary>The product's model.</summary>
    [Benchmark(OperationsPerInvoke = Classified)]
    public long RuleCaseOfProfiles() => Count(Classified, RuleCase);

    private static long Count(int profiles, string query) => Connection.Scalar<long>($"{Some(profiles)} select count(rule_no) from ({query})");

    // The name before the query hides the run's relation.
    private static string Some(int profiles) => $"with named_profiles as (from main.named_profiles order by md5(profile_no::varchar) limit {profiles})";

    private static string Rules()
    {
        var rows = ChannelRules.BuiltIn.Active.Select((rule, number) =>
        {
            var patterns = rule.Conditions().ToDictionary(condition => condition.Column, condition => condition.Pattern, StringComparer.Ordinal);
            return $"({number}, {string.Join(", ", Columns.Select(column => patterns.TryGetValue(column, out var pattern) ? Sql.Text(pattern) : "null"))})";
        });
        return $"select * from (values {string.Join(", ", rows)}) as rules (rule_no, {string.Join(", ", Columns)})";
    }

    // No pattern matches NULL but the one for nothing.
    private static string Matches(string column) =>
        $"(rules.{column} is null or (rules.{column} = '^$' and profiles.{column} is null) or regexp_matches(profiles.{column}, rules.{column}, 'i'))";
}
