namespace UtmAttribution.Options;

/// <summary>Which of the allowed names somebody probably meant.</summary>
internal static class NearestNames
{
    /// <summary>The most likely names for what was given, best first; none where nothing is near.</summary>
    /// <param name="given">What was given.</param>
    /// <param name="names">What is allowed.</param>
    /// <param name="most">How many to return at most.</param>
    public static IReadOnlyList<string> Of(string given, IEnumerable<string> names, int most = 3)
    {
        var word = Fold(given);
        if (word.Length == 0)
            return [];

        // A third of a long word may be wrong, but what is clearly farther than the best is only noise.
        var far = Math.Max(2, word.Length / 3);
        var near = names.Select(name => (Name: name, Distance: Distance(word, Fold(name)))).Where(name => name.Distance <= far).ToArray();
        var best = near.Length == 0 ? 0 : near.Min(name => name.Distance);
        return
        [
            .. near.Where(name => name.Distance <= best + 1)
                .OrderBy(name => name.Distance)
                .ThenBy(name => name.Name, StringComparer.Ordinal)
                .Take(most)
                .Select(name => name.Name),
        ];
    }

    /// <summary>The distance to a whole name, or to the part after its last '/', as in "Berlin" for "Europe/Berlin".</summary>
    private static int Distance(string word, string name)
    {
        var whole = EditDistance(word, name);
        var slash = name.LastIndexOf('/');
        return slash < 0 || word.Contains('/') ? whole : Math.Min(whole, EditDistance(word, name[(slash + 1)..]) + 1);
    }

    private static string Fold(string text) => text.Trim().ToLowerInvariant().Replace('_', '-').Replace(' ', '-');

    /// <summary>Insertions, deletions, replacements and swaps of neighbours that make one word of the other.</summary>
    private static int EditDistance(string a, string b)
    {
        var beforeLast = new int[b.Length + 1];
        var last = new int[b.Length + 1];
        var row = new int[b.Length + 1];
        for (var j = 0; j <= b.Length; j++)
            last[j] = j;

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(replaced, Math.Min(last[j], row[j - 1]) + 1);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                    row[j] = Math.Min(row[j], beforeLast[j - 2] + 1);
            }

            (beforeLast, last, row) = (last, row, beforeLast);
        }

        return last[b.Length];
    }
}
