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
    /// <summary>Every active rule that matches, the one that wins first.</summary>
    /// <exception cref="Errors.InvalidInputException">A pattern does not compile.</exception>
    public static IReadOnlyList<RuleMatch> Find(ChannelRules rules, VisitValues visit)
    {
        using var database = DuckDBDatabase.Open(new DuckDBSettings { Threads = 1 });
        using var connection = database.Connect();
        PatternCheck.Verify(rules, sql => Fault(connection, sql));
        return [.. rules.Active.Select(rule => Match(connection, rule, visit)).OfType<RuleMatch>()];
    }

    private static RuleMatch? Match(DuckDBConnection connection, ChannelRule rule, VisitValues visit)
    {
        var met = new List<MetCondition>();
        foreach (var (column, pattern) in rule.Conditions())
        {
            var value = visit[column];
            if (value is null && pattern != "^$")
                return null;

            if (value is not null && !connection.Scalar<bool>($"select {PatternCheck.Search(Literal(value), pattern)}"))
                return null;

            met.Add(new MetCondition(column, value, pattern, value is null ? "" : Part(connection, value, pattern)));
        }

        return new RuleMatch(rule, met);
    }

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
