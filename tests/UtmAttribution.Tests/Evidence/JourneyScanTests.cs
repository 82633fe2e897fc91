using System.Text;
using UtmAttribution.Cleaning;
using UtmAttribution.Evidence;

namespace UtmAttribution.Tests.Evidence;

/// <summary>The fast way to read journeys gives what the one token by token gives, whatever comes.</summary>
public sealed class JourneyScanTests
{
    private const int Mutations = 60_000;

    private static readonly string[] Journeys =
    [
        """{"moments":[{"source":"x","occurredAt":"2025-06-10T08:00:00Z","landingPage":"https://shop.example/p?utm_source=a&gclid=G1","referrerUrl":"https://a.example/","utmParameters":{"source":"s","medium":null,"campaign":"C","content":"é","term":"t"}},{"occurredAt":"2025-06-11T08:00:00+02:00","landingPage":null}]}""",
        """ { "customerOrderIndex" : -10 , "ready" : true, "firstVisit":{"a":[1,{"b":[]},"x"],"c":null}, "moments" : [ { "landingPage" : "/p" , "occurredAt" : "2025-06-10 08:00" } ] , "momentsCount":{"count":0} } """,
        """{"moments":[{"occurredAt":"1999-06-10T08:00:00Z","utmParameters":null},{"occurredAt":"never","referrerUrl":"","utmParameters":{}},{}],"x":false}""",
        """{"moments":[],"a":12.5e3}""",
        """{"moments":null}""",
        """{"moments":[{"occurredAt":"2025-06-10T08:00:00Z","landingPage":"/a","landingPage":"/b","utmParameters":7},1],"moments":[{"landingPage":5}]}""",
        """{"moments":[{"occurredAt":"2025-06-10T08:00:00Z","landingPage":"/\u00e9\/","utmParameters":{"source":"\ud83d\ude00"}}]}""",
        "{}", "[]", "null",
    ];

    private static readonly string[] Pieces =
        ["{", "}", "[", "]", ",", ":", "\"", "\\", " ", "\n", "\u0001", "\0", "0", "01", "-", "1.", "e5", "null", "nul", "true", "é", "\\u0041", "\"moments\":", "\"landingPage\":\"/q\",", "/* */"];

    [Fact]
    public void Journeys_however_mangled_are_read_as_they_are_token_by_token()
    {
        using var database = new EvidenceDatabase();
        var fast = new JourneyReader(database.Dictionary);
        var slow = new JourneyReader(database.Dictionary, scans: false);
        var scan = new JourneyScan();
        var random = new Random(20_250_615);
        Assert.True(Timestamp.TryParse("2025-06-15T12:00:00Z"u8, out var orderedAt));
        var earliest = orderedAt - (30 * 86_400_000_000);
        var (scanned, unusable) = (0, 0);

        for (var i = 0; i < Mutations; i++)
        {
            var json = Mangle(random);
            var isUsable = slow.TryRead(json, orderedAt, earliest);

            Assert.True(isUsable == fast.TryRead(json, orderedAt, earliest), Encoding.UTF8.GetString(json));
            Assert.True(slow.Visits.SequenceEqual(fast.Visits), Encoding.UTF8.GetString(json));
            Assert.True(slow.BadMoments.SequenceEqual(fast.BadMoments), Encoding.UTF8.GetString(json));
            scanned += scan.TryRead(json) ? 1 : 0;
            unusable += isUsable ? 0 : 1;
        }

        // Otherwise only one of the ways was tried.
        Assert.InRange(scanned, Mutations / 10, Mutations - (Mutations / 10));
        Assert.InRange(unusable, Mutations / 10, Mutations - (Mutations / 10));
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(6, false)]
    public void Only_plain_journeys_are_scanned(int journey, bool expected) =>
        Assert.Equal(expected, new JourneyScan().TryRead(Encoding.UTF8.GetBytes(Journeys[journey])));

    [Fact]
    public void Many_moments_and_long_texts_are_scanned()
    {
        var page = new string('x', 5_000);
        var moments = Enumerable.Range(0, 1_000).Select(index => $$"""{"occurredAt":"2025-06-10T08:00:00Z","landingPage":"/{{index}}{{page}}"}""");
        var scan = new JourneyScan();

        Assert.True(scan.TryRead(Encoding.UTF8.GetBytes($$"""{"moments":[{{string.Join(',', moments)}}]}""")));
        Assert.Equal(Enumerable.Range(0, 1_000).Select(index => 5_001 + index.ToString().Length), scan.Moments.ToArray().Select(moment => moment.Page.Length));
    }

    private static byte[] Mangle(Random random)
    {
        var json = Journeys[random.Next(Journeys.Length)].ToList();
        for (var edits = random.Next(4); edits > 0; edits--)
        {
            var at = random.Next(json.Count + 1);
            var length = Math.Min(random.Next(1, 6), json.Count - at);
            switch (random.Next(5))
            {
                case 0:
                    json.InsertRange(at, Pieces[random.Next(Pieces.Length)]);
                    break;
                case 1:
                    json.RemoveRange(at, length);
                    break;
                case 2:
                    json.InsertRange(at, json.GetRange(at, length));
                    break;
                case 3 when at < json.Count:
                    json[at] = (char)random.Next(256);
                    break;
                default:
                    json.RemoveRange(at, random.Next(20) == 0 ? json.Count - at : 0);
                    break;
            }
        }
        return Encoding.UTF8.GetBytes([.. json]);
    }
}
