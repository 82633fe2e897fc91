using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>What a server says of the rows of a day, so that those are read again that have become others, and no more.</summary>
public sealed class DayStampTests : IClassFixture<TestDatabase>
{
    private const int FirstOfMarch = 20_148;

    private const string Table = """
        drop table if exists ads_insights_hourly;
        drop collation if exists any_case;
        drop type if exists place;
        create collation any_case (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
        create type place as enum ('feed', 'story');
        create table ads_insights_hourly (
            date_start date, hourly_window text, campaign_id bigint, campaign_name text, ad_id text, ad_name varchar(40) collate any_case, spend numeric, cpm float8,
            synced_at timestamptz, placement place, note xml, seen text[]);
        insert into ads_insights_hourly
        select '2025-03-01'::date + i % 3, '09:00:00 - 09:59:59', 120000001, 'Sale', 'ad ' || i, 'Blue', i, 1.5, '2025-03-09 10:00+00', 'feed', '<a/>', array['x', null]
        from generate_series(0, 29) as i;
        insert into ads_insights_hourly (date_start, ad_id, spend) values (null, 'ad 30', 1), ('infinity', 'ad 31', 1), ('-infinity', 'ad 32', 1);
        """;

    private readonly TestDatabase _database;

    public DayStampTests(TestDatabase database)
    {
        _database = database;
        _database.Execute(Table);
    }

    [Theory]
    [InlineData("campaign_name = 'sale'")]
    [InlineData("campaign_name = null")]
    [InlineData("campaign_name = ''")]
    [InlineData("ad_name = 'BLUE'")]
    [InlineData("spend = spend + 0.0001")]
    [InlineData("spend = 'NaN'")]
    [InlineData("cpm = 1.6")]
    [InlineData("campaign_id = 120000002")]
    [InlineData("synced_at = synced_at + interval '1 microsecond'")]
    [InlineData("hourly_window = '10:00:00 - 10:59:59'")]
    [InlineData("placement = 'story'")]
    [InlineData("note = '<b/>'")]
    [InlineData("seen = array['x', '']")]
    public void The_day_of_a_row_that_has_become_another_has_another_stamp(string edit)
    {
        var before = Stamps();

        _database.Execute($"update ads_insights_hourly set {edit} where ad_id = 'ad 1'");

        Assert.Equal([$"{FirstOfMarch + 1}"], Differing(before, Stamps()));
    }

    [Theory]
    [InlineData("update ads_insights_hourly set spend = spend", "")]
    [InlineData("update ads_insights_hourly set ad_id = case ad_id when 'ad 0' then 'ad 3' else 'ad 0' end where ad_id in ('ad 0', 'ad 3')", "20148")]
    [InlineData("delete from ads_insights_hourly where ad_id = 'ad 2'", "20150")]
    [InlineData("insert into ads_insights_hourly select * from ads_insights_hourly where ad_id in ('ad 0', 'ad 1')", "20148 20149")]
    [InlineData("update ads_insights_hourly set date_start = '2025-03-05' where ad_id = 'ad 1'", "20149 20152")]
    [InlineData("update ads_insights_hourly set spend = 2 where ad_id = 'ad 31'", "none")]
    [InlineData("update ads_insights_hourly set date_start = 'infinity' where ad_id = 'ad 1'", "20149 none")]
    public void No_other_day_has(string edit, string days)
    {
        var before = Stamps();

        _database.Execute(edit);

        Assert.Equal(days, string.Join(' ', Differing(before, Stamps())));
    }

    [Fact]
    public void A_range_is_asked_for_by_its_days_alone()
    {
        const long day = 86_400_000_000;

        var stamps = Stamps(new("date_start", (FirstOfMarch + 1) * day, (FirstOfMarch + 2) * day));

        Assert.Equal(Stamps().Where(stamp => stamp.Key is "20149" or "none"), stamps);
    }

    private static IEnumerable<string> Differing(SortedDictionary<string, string> before, SortedDictionary<string, string> after) =>
        before.Keys.Union(after.Keys).Where(day => before.GetValueOrDefault(day) != after.GetValueOrDefault(day)).Order(StringComparer.Ordinal);

    private SortedDictionary<string, string> Stamps(ReadRange? range = null)
    {
        using var source = new PostgresSource(PostgresServer.Parse(_database.Uri), new());
        var stamps = source.StampDays(SourceTable.AdsInsightsHourly, "date_start", range, CancellationToken.None)!;
        return new(stamps.ToDictionary(stamp => stamp.Day?.ToString() ?? "none", stamp => stamp.Stamp), StringComparer.Ordinal);
    }
}
