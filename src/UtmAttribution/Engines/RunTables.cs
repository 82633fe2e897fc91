using UtmAttribution.DuckDb;
using UtmAttribution.Loading;
using UtmAttribution.Money;
using UtmAttribution.Options;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Engines;

/// <summary>The small relations that tell the models what run this is; the models join them, so that each can be run by hand.</summary>
internal static class RunTables
{
    /// <summary>Makes them.</summary>
    public static void Create(DuckDBConnection connection, AttributionOptions options, RunIdentity identity)
    {
        connection.Execute($"""
            {Run(options, identity)};

            create table attribution_models as select * from (values
                {string.Join(", ", options.AllModels.Select(model => $"({(int)model}, '{model.Name()}')"))}
            ) as models (model_no, attribution_model);

            -- Learned between two models; what is not learned has no effect.
            create table {ChannelEffects.Relation} (channel_no integer, units bigint);

            -- Lookups of published rows.
            create table audit as select created_at, created_at as updated_at, batch_id from run;
            create table data_sources as select * from (values
                (0, 'none'), (1, 'customer_journey'), (2, 'custom_attributes'), (3, 'customer_utm'), (4, 'order')
            ) as sources (evidence, data_source);
            create table hours as
                select n::integer as hour_start, format('{'{'}:02d{'}'}:00:00 - {'{'}:02d{'}'}:59:59', n, n) as hour_window from range(24) as hours (n);

            create table id_places as select * from (values
                ('ad', 1), ('ad', 2), ('ad', 3), ('adset', 1), ('adset', 2), ('adset', 3),
                ('campaign', 1), ('campaign', 2), ('campaign', 3), ('campaign', 4)
            ) as places (level, place);
            """);
    }

    /// <summary>Makes <c>run</c> anew, with other options of the same run.</summary>
    /// <returns>The columns that have another value than before.</returns>
    public static IReadOnlyList<string> Change(DuckDBConnection connection, AttributionOptions options, RunIdentity identity)
    {
        var before = Values(connection);
        connection.Execute(Run(options, identity));
        var after = Values(connection);
        return [.. after.Keys.Where(column => !Equals(before[column], after[column]))];
    }

    private static string Run(AttributionOptions options, RunIdentity identity)
    {
        var decimals = Currencies.Decimals(identity.Currency);
        return $"""
            create or replace table run as select
                '{identity.BatchId}' as batch_id,
                make_timestamptz({identity.StartedAt.ToUnixTimeMilliseconds() * 1000}) as created_at,
                {Date(identity.From)} as from_date,
                {Date(identity.To)} as to_date,
                '{identity.Currency}' as currency,
                {(long)Math.Pow(10, 4 - decimals)}::bigint as money_factor,
                {(long)options.Lookback.TotalMicroseconds}::bigint as lookback_us,
                {(long)options.SessionTimeout.TotalMicroseconds}::bigint as session_timeout_us,
                {(long)options.HalfLife.TotalSeconds}::bigint as half_life_seconds,
                {options.Position.First} as first_share,
                {options.Position.Middle} as middle_share,
                {options.Position.Last} as last_share,
                '{OptionNames.Touchpoints[options.Touchpoints]}' as touchpoints,
                '{OptionNames.AdsDuplicates[options.AdsDuplicates]}' as ads_duplicates,
                {(int)options.PrimaryModel} as primary_model_no,
                {Date(identity.Training?.From)} as train_from,
                {Date(identity.Training?.To)} as train_to,
                {(options.IsLearning ? "true" : "false")} as is_learning
            """;
    }

    private static Dictionary<string, object> Values(DuckDBConnection connection)
    {
        using var row = connection.ExecuteReader("select * from run");
        row.Read();
        return Enumerable.Range(0, row.FieldCount).ToDictionary(row.GetName, row.GetValue);
    }

    private static string Date(DateOnly? date) => date is { } day ? Sql.Date(day) : "null::date";
}
