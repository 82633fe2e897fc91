using System.Text.Json;
using Npgsql;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Reads from <c>utm_runs</c> which run a date is from: the last that covers it.</summary>
internal static class PublishedDates
{
    private const string Owned = """
        with days as (
            select day::date as day, batch_id, published_at
            from utm_runs cross join generate_series(from_date, to_date, interval '1 day') as days (day)
        ),
        owners as (
            select distinct on (day) day, batch_id from days order by day, published_at desc, batch_id desc
        )
        select owners.day, utm_runs.batch_id, utm_runs.options::text, utm_runs.sources ->> owners.day::text
        from owners inner join utm_runs using (batch_id)
        """;

    /// <summary>All dates that runs have published.</summary>
    public static IReadOnlyDictionary<DateOnly, PublishedDate> Read(NpgsqlConnection connection)
    {
        var options = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.Ordinal);
        var rows = connection.Rows(Owned, row => (
            Day: row.GetFieldValue<DateOnly>(0), Batch: row.GetString(1), Options: row.GetString(2), Source: row.IsDBNull(3) ? null : row.GetString(3)));
        return rows.ToDictionary(row => row.Day, row => new PublishedDate(row.Batch, OptionsOf(row.Batch, row.Options), row.Source));

        IReadOnlyDictionary<string, string> OptionsOf(string batch, string text)
        {
            if (!options.TryGetValue(batch, out var found))
                options.Add(batch, found = JsonSerializer.Deserialize(text, PublishedJson.Compact.IReadOnlyDictionaryStringString)!);
            return found;
        }
    }
}
