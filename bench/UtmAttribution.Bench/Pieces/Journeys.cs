using UtmAttribution.DuckDb;
using UtmAttribution.Sources;

namespace UtmAttribution.Bench.Pieces;

/// <summary>Customer journeys of generated orders, as the bytes that the source hands over.</summary>
internal static class Journeys
{
    /// <summary>Megabytes (10⁶ bytes) that <see cref="Read"/> gives: operations are counted in them.</summary>
    public const int Megabytes = 16;

    /// <summary>Journeys with the times of their orders; together a whole number of megabytes, the last one apart.</summary>
    public static List<(byte[] Json, long OrderedAt)> Read()
    {
        var journeys = new List<(byte[], long)>();
        var bytes = 0L;
        using var database = DuckDBDatabase.Open(new());
        using var connection = database.Connect();
        while (bytes < Megabytes * 1_000_000L)
        {
            using var result = connection.Query(
                $"select customer_journey, created_at::timestamp from read_parquet({FileQuery.Literal(GeneratedShop.OrderFiles)}) where customer_journey is not null");
            while (bytes < Megabytes * 1_000_000L && result.FetchChunk() is { } chunk)
            {
                using (chunk)
                {
                    for (var row = 0; row < chunk.RowCount && bytes < Megabytes * 1_000_000L; row++)
                    {
                        var json = chunk.Column(0).Utf8(row).ToArray();
                        journeys.Add((json, chunk.Column(1).Value<long>(row)));
                        bytes += json.Length;
                    }
                }
            }
        }

        return journeys;
    }
}
