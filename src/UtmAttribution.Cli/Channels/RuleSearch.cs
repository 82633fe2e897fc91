using UtmAttribution.Channels;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Cli.Channels;

/// <summary>A condition of a rule that a visit meets.</summary>
/// <param name="Column">The column tested.</param>
/// <param name="Value">Its value; null where the pattern asks for none.</param>
/// <param name="Pattern">The pattern.</param>
/// <param name="Part">The part of the value that the pattern found.</param>
internal sealed record MetCondition(string Column, string? Value, string Pattern, string Part);

/// <summary>A rule that matches a visit.</summary>
internal sealed record RuleMatch(ChannelRule Rule, IReadOnlyList<MetCondition> Conditions);

/// <summary>Finds the rules that match a visit. The patterns are searched by the engine itself, so that the answer is a run's.</summary>
internal static class RuleSearch
{
    /// <summary>Every active rule that matches a visit, the one that wins first.</summary>
    /// <exception cref="Errors.InvalidInputException">A pattern does not compile.</exception>
    public static IReadOnlyList<RuleMatch> Find(ChannelRules rules, VisitValues visit)
    {
        using var database = DuckDBDatabase.Open(new DuckDBSettings { Threads = 1 });
        using var connection = database.Connect();
        PatternCheck.Verify(rules, sql => Fault(connection, sql));
        return Find(connection, rules, visit);
    }

    /// <summary>As the other, where a run has the rules already, so that their patterns are known to compile.</summary>
    public static IReadOnlyList<RuleMatch> Find(DuckDBConnection connection, ChannelRules rules, VisitValues visit)
    {
        if (rules.Active.Count == 0)
            return [];
        using var tests = connection.ExecuteReader($"select {string.Join(", ", rules.Active.Select(rule => Test(rule, visit)))}");
        tests.Read();
        List<ChannelRule> matching = [.. rules.Active.Where((_, column) => tests.GetBoolean(column))];
        tests.Close();
        return [.. matching.Select(rule => new RuleMatch(rule, [.. rule.Conditions().Select(condition => Met(connection, condition, visit[condition.Column]))]))];
    }

    // No pattern but the one for nothing matches NULL.
    private static string Test(ChannelRule rule, VisitValues visit) => string.Join(" and ", rule.Conditions()
        .Select(condition => visit[condition.Column] is { } value ? PatternCheck.Search(Literal(value), condition.Pattern) : condition.Pattern == "^$" ? "true" : "false")
        .DefaultIfEmpty("true"));

    private static MetCondition Met(DuckDBConnection connection, (string Column, string Pattern) condition, string? value) =>
        new(condition.Column, value, condition.Pattern, value is null ? "" : Part(connection, value, condition.Pattern));

    private static string Part(DuckDBConnection connection, string value, string pattern) =>
        connection.Scalar<string>($"select regexp_extract({Literal(value)}, {Literal(pattern)}, 0, 'i')");

    private static string? Fault(DuckDBConnection connection, string sql)
    {
        try
        {
            connection.Execute(sql);
            return null;
        }
        catch (DuckDBException fault)
        {
            return fault.Detail;
        }
    }

    private static string Literal(string text) => $"'{text.Replace("'", "''")}'";
}
