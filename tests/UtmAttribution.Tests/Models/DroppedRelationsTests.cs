using UtmAttribution.Engines;

namespace UtmAttribution.Tests.Models;

public sealed class DroppedRelationsTests
{
    [Theory]
    [InlineData("visit_rows", "known_visits")]
    [InlineData("visits", "visit_sessions")]
    [InlineData("order_sessions", "touchpoints")] // Through the view lookback_sessions, which reads nothing itself.
    [InlineData("observed_sessions", "sessions")] // Through the view session_profiles.
    [InlineData("click_values", "session_clicks")]
    [InlineData("page_values", "session_pages")]
    public void A_relation_is_dropped_by_the_last_model_that_reads_it(string relation, string model) =>
        Assert.Equal([model], Droppers(relation));

    [Theory]
    [InlineData("touchpoints")] // A published view reads them through the view order_mapping.
    [InlineData("conversions")]
    [InlineData("sessions")]
    [InlineData("run")]
    [InlineData("lookback_sessions")]
    public void What_is_published_and_what_is_a_view_is_not_dropped(string relation) => Assert.Empty(Droppers(relation));

    private static IEnumerable<string> Droppers(string relation) =>
        SqlModel.All.Where(model => SqlModel.LastReadBy(model).Contains(relation)).Select(model => model.Name);
}
