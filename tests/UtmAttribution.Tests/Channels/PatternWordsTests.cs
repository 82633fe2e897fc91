using System.Text.RegularExpressions;
using UtmAttribution.Channels;

namespace UtmAttribution.Tests.Channels;

public sealed class PatternWordsTests
{
    private static readonly string[] Marks = ["?", "*", "+", "{0,2}", "{2}", ""];

    [Theory]
    [InlineData("facebook", "facebook")]
    [InlineData("(^|[^a-z0-9])(facebook|fb)(ads?)?([^a-z0-9]|$)", "facebook|fb")]
    [InlineData("^(x|x[ _-]?ads?|x\\.com|t\\.co)$", "x|ad|x.com|t.co")]
    [InlineData("^meta([ _-]?ads.*)?$|^METAS+$", "meta|metas")]
    [InlineData("ab?cd", "cd")]
    [InlineData("a(?:b|cd)+", "a")]
    [InlineData("ab{2}cde", "cde")]
    [InlineData("straße", "stra")]
    public void A_pattern_has_the_words_that_what_it_matches_must_contain(string pattern, string words) =>
        Assert.Equal(words, string.Join('|', PatternWords.Of(pattern)!));

    [Theory]
    [InlineData("")]
    [InlineData("^$")]
    [InlineData(".")]
    [InlineData("[a-z]+")]
    [InlineData("facebook|")]
    [InlineData("(facebook)?")]
    [InlineData("(?i)facebook")]
    [InlineData("(?P<name>facebook)")]
    [InlineData("face\\bbook")]
    [InlineData("facebook\\x41")]
    [InlineData("(facebook")]
    [InlineData("facebook)")]
    [InlineData("[[:alpha:]facebook]book")]
    [InlineData("***:facebook")]
    public void A_pattern_without_words_that_must_occur_or_that_is_not_understood_for_sure_has_none(string pattern) =>
        Assert.Null(PatternWords.Of(pattern));

    [Fact]
    public void Whatever_a_pattern_matches_has_one_of_its_words()
    {
        var random = new Random(1);
        var matched = 0;
        for (var round = 0; round < 20_000; round++)
        {
            var pattern = Pattern(random, depth: 3);
            var text = new string([.. Enumerable.Range(0, random.Next(7)).Select(_ => "abcAB"[random.Next(5)])]);
            if (PatternWords.Of(pattern) is not { } words || !Regex.IsMatch(text, pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking))
                continue;
            matched++;
            Assert.True(words.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase)), $"'{text}' matches '{pattern}' without {string.Join('|', words)}");
        }

        Assert.True(matched > 1_000);
    }

    private static string Pattern(Random random, int depth) => random.Next(depth == 0 ? 3 : 9) switch
    {
        0 => "a",
        1 => "b",
        2 => "c",
        3 => "[ab]",
        4 => $"({Pattern(random, depth - 1)}|{Pattern(random, depth - 1)})",
        5 => $"(?:{Pattern(random, depth - 1)}){"?*+"[random.Next(3)]}",
        6 => $"{Pattern(random, depth - 1)}{Pattern(random, depth - 1)}{Pattern(random, depth - 1)}",
        7 => $"{Pattern(random, depth - 1)}|{Pattern(random, depth - 1)}",
        _ => "abc"[random.Next(3)] + Marks[random.Next(Marks.Length)] + Pattern(random, depth - 1),
    };
}
