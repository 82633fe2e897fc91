using Npgsql;
using NpgsqlTypes;
using UtmAttribution.Channels;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Fills <c>utm_channel_mapping</c> of a new schema with the built-in rules.</summary>
internal static class DefaultRules
{
    /// <summary>Inserts them all.</summary>
    public static void Insert(NpgsqlConnection connection)
    {
        using var rows = connection.BeginBinaryImport("copy utm_channel_mapping from stdin (format binary)");
        foreach (var rule in ChannelRules.BuiltIn.All)
        {
            rows.StartRow();
            rows.Write(rule.Id, NpgsqlDbType.Bigint);
            string?[] texts =
            [
                rule.UtmSourcePattern, rule.UtmMediumPattern, rule.UtmCampaignPattern, rule.UtmContentPattern, rule.UtmTermPattern,
                rule.ReferrerPattern, rule.ClickIdPattern, rule.AdIdPattern, rule.Channel, rule.SubChannel, rule.ChannelCategory, rule.Platform,
            ];
            foreach (var text in texts)
                rows.Write(text, NpgsqlDbType.Text);
            rows.Write(rule.Priority, NpgsqlDbType.Bigint);
            rows.Write(rule.IsActive, NpgsqlDbType.Boolean);
        }

        rows.Complete();
    }
}
