using UtmAttribution.Engines;
using UtmAttribution.Engines.Postgres;

namespace UtmAttribution.Tests.Conventions;

/// <summary>
/// What a model needs so that a distributed server's workers can each do it for their own visitors, or their own ads: the visitor in
/// every window's partition and in every join of what visitors did, and the ad of what ads cost.
/// </summary>
public sealed class DistributedGrainTests
{
    public static TheoryData<string> Placed =>
        [.. SqlModel.All.Where(model => Distributions.Keys.ContainsKey(Distributions.Of(model))).Select(model => model.Name)];

    [Theory]
    [MemberData(nameof(Placed))]
    public void What_rows_lie_by_is_in_every_window_join_and_group_of_a_model(string name)
    {
        var model = SqlModel.All.Single(model => model.Name == name);
        var grain = DistributedGrain.Of(model.Sql, Distributions.Of(model));

        Assert.Empty(grain.Faults);
        Assert.Equal(0, grain.Crossings);
    }

    [Fact]
    public void Other_models_leave_the_visitor_once_and_join_nothing_of_visitors_after() => Assert.Equal(
        [
            "tied_visits: 1, 0", "ad_matches: 1, 0", "named_profiles: 1, 0", "channel_paths: 1, 0", "hourly_sessions: 1, 0", "hourly_credit: 1, 0",
            "hourly_orders: 1, 0", "channel_credit: 1, 0",
        ],
        Crossing(Distribution.ByVisitor));

    [Fact]
    public void Other_models_leave_the_ad_only_for_what_ads_are_called() => Assert.Equal(["ad_facts: 1, 0"], Crossing(Distribution.ByAd));

    private static IEnumerable<string> Crossing(Distribution distribution) =>
        from model in SqlModel.All
        where Distributions.Of(model) != distribution
        let grain = DistributedGrain.Of(model.Sql, distribution)
        where grain.Crossings > 0 || grain.Faults.Count > 0
        select $"{model.Name}: {grain.Crossings}, {grain.Faults.Count}";

    [Theory]
    [InlineData("select * from sessions inner join visits on visits.visitor_no = sessions.visitor_no and visits.visit_us = sessions.start_us", 0, 0)]
    [InlineData("select * from sessions inner join visits on visits.visit_us = sessions.start_us", 1, 0)]
    [InlineData("select * from sessions cross join run inner join profiles on profiles.profile_no = sessions.profile_no", 0, 0)]
    [InlineData("with late as (select * from sessions) select * from late left join sessions on sessions.session_id = late.session_id", 1, 0)]
    [InlineData("select * from sessions where not exists (select 1 from visits where visits.visit_us = sessions.start_us)", 1, 0)]
    [InlineData("select * from sessions where not exists (select 1 from visits where visits.visitor_no = sessions.visitor_no)", 0, 0)]
    [InlineData("select 1 + row_number() over (partition by session_date order by visitor_no) from sessions", 1, 0)]
    [InlineData("select sum(visits) over so_far from sessions window so_far as (partition by session_date, visitor_no order by start_us)", 0, 0)]
    [InlineData("select session_date, count(*) from sessions group by session_date", 0, 1)]
    [InlineData("select distinct session_date from sessions", 0, 1)]
    [InlineData("with days as (select distinct session_date from sessions) select row_number() over (order by session_date) from days", 0, 1)]
    [InlineData("select visitor_no, count(*) from sessions group by visitor_no", 0, 0)]
    public void What_leaves_the_visitor_out_is_found(string sql, int faults, int crossings)
    {
        var grain = DistributedGrain.Of(sql, Distribution.ByVisitor);

        Assert.Equal((faults, crossings), (grain.Faults.Count, grain.Crossings));
    }

    [Fact]
    public void Relations_that_have_no_place_of_their_own_are_read_by_no_model_that_is_distributed_but_where_visitors_and_ads_begin()
    {
        var onCoordinator =
            from model in SqlModel.All
            where Distributions.Keys.ContainsKey(Distributions.Of(model))
            from relation in model.Relations
            where Distributions.Of(relation) == Distribution.Coordinator && !Small.Contains(relation) && !model.Sql.Contains($"\n{relation} as (", StringComparison.Ordinal)
                && !model.Sql.Contains($"with {relation} as ", StringComparison.Ordinal)
            select model.Name;

        Assert.Equal(["visitor_names", "known_visits", "placed_ad_rows", "conversions", "ad_units"], onCoordinator.Distinct());
    }

    // Views of their few values.
    private static readonly string[] Small = ["run", "attribution_models"];
}
