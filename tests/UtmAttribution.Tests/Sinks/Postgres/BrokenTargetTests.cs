using UtmAttribution.Options;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary><c>utm validate</c> where what was published was broken since.</summary>
public sealed class BrokenTargetTests(BrokenTargetTests.Published published) : IClassFixture<BrokenTargetTests.Published>
{
    [Theory]
    [InlineData("update {0}.utm_hourly_metrics set hour_start = 2 where date_start = '2025-03-30' and hour_start = 3 and campaign_id is null", "hours that their date does not have", "2025-03-30 2")]
    [InlineData("update {0}.utm_hourly_metrics set hour_start = 24 where date_start = '2025-03-29' and hour_start = 14 and campaign_id is null", "hours that their date does not have", "2025-03-29 24")]
    [InlineData("update {0}.utm_hourly_attribution set hour_start = hour_start - 1 where date_start = '2025-03-30' and hour_start > 3 and campaign_id is null", "hours whose credit differs from that of the orders placed in them", "2025-03-30")]
    [InlineData("delete from {0}.utm_sessions where session_date = '2025-03-30' and campaign_id is null and data_source <> 'none'", "hours whose sessions differ from those that begin in them", "2025-03-30")]
    [InlineData("update {0}.utm_ad_hourly_performance set ad_spend = ad_spend + 0.0001 where (date_start, hour_start) = ('2025-03-30', 12) and data_match_status = 'ads_only'", "totals that differ from the ledger of their run", ", ad spend")]
    [InlineData("insert into {0}.utm_runs select 'earlier', '2025-01-01', '2025-02-08', started_at, published_at - interval '1 day', time_zone, currency, tool_version, options, datasets, ledger, stages, warnings, 0 from {0}.utm_runs", "dates between the first and the last that no run has published", "1, such as 2025-02-09")]
    public void Hours_and_totals_are_named(string change, string check, string example)
    {
        using var changed = new ChangedTables(published.Database, published.Hours.Schema.Name, change);

        var found = Validation.Failed(published.Hours).Where(finding => finding.Check == check).Select(finding => finding.Found).ToList();

        Assert.Contains(example, Assert.Single(found), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("update {0}.utm_channel_attribution set conversions = conversions - 1 where attribution_model = 'markov' and channel = 'Facebook'", "models that give all channels of some training dates other conversions or revenue than others")]
    [InlineData("update {0}.utm_channel_attribution set revenue = revenue + 0.01 where channel = 'Facebook'", "credit of channels that differs from the ledger of its run")]
    [InlineData("delete from {0}.utm_channel_attribution where attribution_model = 'markov'", "credit of channels that differs from the ledger of its run")]
    public void Credit_of_channels_is_named(string change, string check)
    {
        using var changed = new ChangedTables(published.Database, published.Channels.Schema.Name, change);

        Assert.Contains(check, Validation.Failed(published.Channels).Select(finding => finding.Check));
    }

    /// <summary>The sample, and three of its dates with what channels get; both in order.</summary>
    public sealed class Published : IDisposable
    {
        /// <summary>Publishes them.</summary>
        public Published()
        {
            Hours = new(Database, "hours");
            Hours.Run(SampleRun.Source, new() { TimeZone = "Europe/Berlin" });
            Assert.Empty(Validation.Failed(Hours));

            Channels = new(Database, "channels");
            var options = new AttributionOptions { From = new(2025, 3, 1), To = new(2025, 3, 1), Models = [AttributionModel.Markov], Training = new(new(2025, 3, 2), new(2025, 3, 3)) };
            Channels.Run(SampleRun.Source, options);
            Channels.Run(SampleRun.Source, options with { From = new(2025, 3, 2), To = new(2025, 3, 3), Models = [AttributionModel.LastClick, AttributionModel.Markov] });
            Assert.Empty(Validation.Failed(Channels));
        }

        internal TestDatabase Database { get; } = new();

        internal TargetSchema Hours { get; }

        internal TargetSchema Channels { get; }

        /// <inheritdoc/>
        public void Dispose() => Database.Dispose();
    }
}
