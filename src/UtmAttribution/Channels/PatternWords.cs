namespace UtmAttribution.Channels;

/// <summary>
/// Finds words of which every text that a pattern matches contains one, so that other texts need not be tried. What it does not
/// understand for sure has no words.
/// </summary>
internal ref struct PatternWords
{
    private readonly string _pattern;
    private int _at;
    private bool _isUnsure;

    private PatternWords(string pattern) => _pattern = pattern;

    /// <summary>The words, in lower case; null where there are none that must occur.</summary>
    public static IReadOnlyList<string>? Of(string pattern)
    {
        var reader = new PatternWords(pattern);
        var words = reader.Alternatives();
        return reader._isUnsure || reader._at < pattern.Length ? null : words;
    }

    // Any of the alternatives may match, so that each must have words.
    private List<string>? Alternatives()
    {
        List<string>? words = [];
        do
        {
            if (Sequence() is { } more)
                words?.AddRange(more);
            else
                words = null;
        }
        while (Take('|'));
        return words;
    }

    // All parts must match, so that the words of any one of them serve; the longest tell most.
    private List<string>? Sequence()
    {
        List<string>? best = null;
        var word = "";
        while (_at < _pattern.Length && _pattern[_at] is not ('|' or ')') && !_isUnsure)
        {
            var letter = Part(out var words);
            var (occurs, isRepeated) = Quantifier();
            if (letter is not null && occurs)
                word += letter;
            if (letter is not null && occurs && !isRepeated)
                continue;
            best = Better(best, word.Length > 0 ? [word] : null);
            best = Better(best, occurs ? words : null);
            word = "";
        }

        return Better(best, word.Length > 0 ? [word] : null);
    }

    // A letter that stands for itself, or something else, which may have words.
    private char? Part(out List<string>? words)
    {
        words = null;
        var letter = _pattern[_at++];
        switch (letter)
        {
            case '(':
                if (Take('?') && !Take(':'))
                    _isUnsure = true; // Flags, names, and what looks ahead.
                words = Alternatives();
                _isUnsure |= !Take(')');
                return null;
            case '[':
                SkipClass();
                return null;
            case '\\':
                letter = _at < _pattern.Length ? _pattern[_at++] : 'a';
                _isUnsure |= char.IsLetterOrDigit(letter);
                return letter;
            case '.' or '^' or '$':
                return null;
            case '*' or '+' or '?' or '{':
                _isUnsure = true;
                return null;
            default:
                // Beyond ASCII engines differ in what upper and lower case are.
                return char.IsAscii(letter) ? char.ToLowerInvariant(letter) : null;
        }
    }

    // Whether the part before must occur, and whether it may occur more than once.
    private (bool Occurs, bool IsRepeated) Quantifier()
    {
        var (occurs, isRepeated) = (true, false);
        while (_at < _pattern.Length && _pattern[_at] is '*' or '+' or '?' or '{')
        {
            occurs &= _pattern[_at] == '+';
            isRepeated = true;
            if (_pattern[_at++] == '{')
            {
                var end = _pattern.IndexOf('}', _at);
                _isUnsure |= end < 0;
                _at = end < 0 ? _pattern.Length : end + 1;
            }
        }

        return (occurs, isRepeated);
    }

    private void SkipClass()
    {
        Take('^');
        Take(']');
        for (; _at < _pattern.Length && _pattern[_at] != ']'; _at++)
        {
            _isUnsure |= _pattern[_at] == '['; // A named class.
            if (_pattern[_at] == '\\')
                _at++;
        }

        _isUnsure |= !Take(']');
    }

    private bool Take(char letter)
    {
        if (_at >= _pattern.Length || _pattern[_at] != letter)
            return false;
        _at++;
        return true;
    }

    private static List<string>? Better(List<string>? one, List<string>? other) =>
        other is null || (one is not null && one.Min(word => word.Length) >= other.Min(word => word.Length)) ? one : other;
}
