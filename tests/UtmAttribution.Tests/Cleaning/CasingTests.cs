using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Tests.Cleaning;

public sealed class CasingTests
{
    // Letters that Unicode 16 added: .NET knows their lower case, the engine leaves them as they are.
    private static readonly int[] NewerThanTheEngine = [0x1C89, 0xA7CB, 0xA7CC, 0xA7DA, 0xA7DC, .. Enumerable.Range(0x10D50, 22)];

    [Fact]
    public void Lower_case_is_the_engines_for_every_character_that_the_engine_knows()
    {
        using var database = DuckDBDatabase.Open(new() { Threads = 1 });
        using var connection = database.Connect();
        using var reader = connection.ExecuteReader("""
            select i, lower(chr(i::integer)) from range(1, 1114112) as t (i) where i not between 55296 and 57343 order by i
            """);
        var different = new List<string>();
        while (reader.Read())
        {
            var character = new Rune((int)reader.GetInt64(0));
            var (ours, engine) = (Casing.ToLower(character.ToString()), reader.GetString(1));
            if (ours != engine && !(NewerThanTheEngine.Contains(character.Value) && engine == character.ToString()))
                different.Add($"U+{character.Value:X4}: {ours} {engine}");
        }
        Assert.Empty(different);
    }
}
