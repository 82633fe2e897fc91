using UtmAttribution.Errors;

namespace UtmAttribution.Channels;

/// <summary>Asks the engine whether it can compile the patterns of channel rules, before a run relies on them.</summary>
public static class PatternCheck
{
    /// <summary>Checks the patterns of the active rules; the others take no part.</summary>
    /// <param name="rules">The rules.</param>
    /// <param name="execute">Runs a SQL statement in DuckDB and gives its error, or null where there was none.</param>
    /// <exception cref="InvalidInputException">
    /// A pattern does not compile: the message names the rule, the column, the pattern and what the engine found.
    /// </exception>
    public static void Verify(ChannelRules rules, Func<string, string?> execute)
    {
        var patterns = rules.Active.SelectMany(rule => rule.Conditions().Select(c => (Rule: rule, c.Column, c.Pattern))).ToList();

        // All at once is one round trip; one by one only to find the rule to blame.
        if (patterns.Count == 0 || execute(Select(patterns.Select(p => p.Pattern))) is null) return;
        foreach (var (rule, column, pattern) in patterns)
        {
            if (execute(Select([pattern])) is { } error)
            {
                throw new InvalidInputException(
                    $"Channel rules from {rules.SourceName}, rule {rule.Id}: the pattern '{pattern}' for {column} does not compile: "
                    + $"{error.Trim()} Patterns are RE2 regular expressions, which have no look-around and no back-references.");
            }
        }
    }

    /// <summary>A case-insensitive search for a constant pattern, in DuckDB's SQL.</summary>
    internal static string Search(string expression, string pattern) =>
        $"regexp_matches({expression}, '{pattern.Replace("'", "''", StringComparison.Ordinal)}', 'i')";

    private static string Select(IEnumerable<string> patterns) =>
        "select " + string.Join(", ", patterns.Select(p => Search("''", p)));
}
