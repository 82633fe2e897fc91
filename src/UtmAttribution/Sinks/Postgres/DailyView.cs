using Npgsql;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>The materialized daily summary, which is there where the user asked for it.</summary>
internal static class DailyView
{
    /// <summary>Its name.</summary>
    public const string Name = "mv_utm_daily_summary";

    /// <summary>Makes it where it is missing.</summary>
    public static void Create(NpgsqlConnection connection)
    {
        if (Exists(connection))
            return;

        // A refresh beside readers needs a unique index on plain columns.
        connection.Run($"""
            create materialized view {Name} as
            select *, utm_row_key(channel, sub_channel, utm_source, utm_campaign) as row_key from v_utm_daily_summary;
            create unique index {Name}_key on {Name} (date_start, row_key);
            create index {Name}_channel on {Name} (channel, date_start);
            comment on materialized view {Name} is 'v_utm_daily_summary as of the last run, which refreshes it';
            """);
    }

    /// <summary>Whether it is there.</summary>
    public static bool Exists(NpgsqlConnection connection) =>
        connection.Value<bool>("select to_regclass($1) is not null", Name);

    /// <summary>Brings it up to date while others read it.</summary>
    public static void Refresh(NpgsqlConnection connection) =>
        connection.Run($"refresh materialized view concurrently {Name}");
}
