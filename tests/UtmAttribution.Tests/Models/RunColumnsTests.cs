using System.Text.RegularExpressions;
using UtmAttribution.Engines;

namespace UtmAttribution.Tests.Models;

/// <summary>Which models look at an option of the run: those run again where it changes.</summary>
public sealed class RunColumnsTests
{
    [Theory]
    [InlineData("session_timeout_us", "visits")]
    [InlineData("lookback_us", "order_sessions", "lookback_sessions")]
    [InlineData("touchpoints", "lookback_sessions")]
    [InlineData("half_life_seconds", "touchpoints")]
    [InlineData("first_share", "position_units")]
    [InlineData("primary_model_no", "hourly_orders")]
    public void A_column_of_run_is_looked_at_by(string column, params string[] models) =>
        Assert.Equal(models, SqlModel.All.Where(model => model.ReadsOfRun(column)).Select(model => model.Name));

    [Theory]
    [InlineData("session_timeout_us")]
    [InlineData("lookback_us")]
    [InlineData("half_life_seconds")]
    [InlineData("first_share")]
    [InlineData("middle_share")]
    [InlineData("last_share")]
    public void Models_name_it_in_full(string column) =>
        Assert.DoesNotContain(SqlModel.All, model => Regex.IsMatch(model.Sql, $@"(?<!run\.)\b{column}\b", RegexOptions.None, TimeSpan.FromSeconds(1)));
}
