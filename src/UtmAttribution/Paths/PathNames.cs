using System.Text;

namespace UtmAttribution.Paths;

/// <summary>Numbers the channels of paths that come as text.</summary>
/// <param name="separator">What stands between two channels, literally.</param>
internal sealed class PathNames(string separator)
{
    private readonly List<string> _names = [];
    private readonly Dictionary<string, int> _numbers = new(StringComparer.Ordinal);
    private readonly string _bareSeparator = separator.Trim();
    private char[] _path = new char[256];
    private bool _hasSeparator;
    private long _withBareSeparator;

    /// <summary>The names, by number.</summary>
    public IReadOnlyList<string> Names => _names;

    /// <summary>How many names in paths that have others were empty.</summary>
    public long EmptyNames { get; private set; }

    /// <summary>What probably separates channels, where the separator stands in no path but without its blanks in some; and in how many.</summary>
    public (string Separator, long Paths)? LikelySeparator => _hasSeparator || _withBareSeparator == 0 ? null : (_bareSeparator, _withBareSeparator);

    /// <summary>Reads a path: the numbers of its channels, none where it has no name.</summary>
    /// <param name="text">The path in UTF-8.</param>
    /// <param name="channels">Where the numbers go.</param>
    public void Read(ReadOnlySpan<byte> text, List<int> channels)
    {
        channels.Clear();
        if (_path.Length < text.Length)
            _path = new char[Math.Max(text.Length, 2 * _path.Length)];
        var path = _path.AsSpan(0, Encoding.UTF8.GetChars(text, _path));
        var empty = 0;
        while (true)
        {
            var end = path.IndexOf(separator, StringComparison.Ordinal);
            var name = (end < 0 ? path : path[..end]).Trim();

            // Where nothing stands between two separators, the second has lost a blank to the first.
            if (name.IsEmpty || (_bareSeparator.Length > 0 && name.SequenceEqual(_bareSeparator)))
                empty++;
            else
                channels.Add(Number(name));
            if (end < 0)
                break;
            _hasSeparator = true;
            path = path[(end + separator.Length)..];
        }

        if (channels.Count > 0)
            EmptyNames += empty;
    }

    private int Number(ReadOnlySpan<char> name)
    {
        var numbers = _numbers.GetAlternateLookup<ReadOnlySpan<char>>();
        if (numbers.TryGetValue(name, out var number))
            return CountBare(number, name);
        var known = name.ToString();
        number = _names.Count;
        _numbers.Add(known, number);
        _names.Add(known);
        return CountBare(number, name);
    }

    private int CountBare(int number, ReadOnlySpan<char> name)
    {
        if (!_hasSeparator && _bareSeparator.Length > 0 && name.Contains(_bareSeparator, StringComparison.Ordinal))
            _withBareSeparator++;
        return number;
    }
}
