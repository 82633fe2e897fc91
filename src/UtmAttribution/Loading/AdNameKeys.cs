using System.Text;
using UtmAttribution.Evidence;

namespace UtmAttribution.Loading;

/// <summary>The forms in which names of ads are compared; a shop's few hundred names come millions of times.</summary>
internal sealed class AdNameKeys
{
    private const int MostNames = 100_000;

    private readonly Dictionary<TextHash, byte[]> _keys = [];

    /// <summary>A name's form; empty where there is none.</summary>
    public ReadOnlySpan<byte> Of(ReadOnlySpan<byte> name)
    {
        var hash = TextHash.Of(name);
        if (!_keys.TryGetValue(hash, out var key))
        {
            if (_keys.Count == MostNames)
                _keys.Clear();
            key = DictionaryTables.NameKey(Encoding.UTF8.GetString(name)) is { } text ? Encoding.UTF8.GetBytes(text) : [];
            _keys.Add(hash, key);
        }
        return key;
    }
}
