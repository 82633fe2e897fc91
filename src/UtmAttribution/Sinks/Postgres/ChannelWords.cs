using Npgsql;
using UtmAttribution.Channels;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Fills <c>utm_channel_words</c> with what the patterns of <c>utm_channel_mapping</c> need, as they are now.</summary>
internal static class ChannelWords
{
    /// <summary>Replaces all of it.</summary>
    public static void Refresh(NpgsqlConnection connection)
    {
        var patterns = connection.Rows(
            "select distinct utm_source_pattern from utm_channel_mapping where utm_source_pattern is not null order by 1", row => row.GetString(0));
        connection.Run("delete from utm_channel_words");
        foreach (var pattern in patterns)
        {
            if (PatternWords.Of(pattern) is { } words)
                connection.Run("insert into utm_channel_words (pattern, words) values ($1, $2)", pattern, words.Distinct().ToArray());
        }
    }
}
