using UtmAttribution.Loading;
using UtmAttribution.Sources;
using UtmAttribution.Tests.Sources;

namespace UtmAttribution.Tests.Loading;

/// <summary>When two ad rows count once: they are equal in value in every column, whatever the spelling.</summary>
public sealed class AdRowHashTests
{
    private const string Header = "date_start,hourly_window,campaign_id,ad_id,spend,impressions,campaign_name,adset_name,synced_at,age,gender";

    [Theory]
    [InlineData("2025-06-15,13:00:00 - 13:59:59,1,2,1.5,10,A,B,2025-06-15T14:00:00Z,18-24,f", "2025-06-15,13:00:00 - 13:59:59,1,2,1.50,10.0,A,B,2025-06-15T14:00:00Z,18-24,f", true)]
    [InlineData("2025-06-15,13:00,1,2,1500,10,A,B,,,", "2025-06-15,13:00,1,2,1.5e3,1e1,A,B,,,", true)]
    [InlineData("2025-06-15,13:00,1,2,-0.00,10,A,B,,,", "2025-06-15,13:00,1,2,0,10,A,B,,,", true)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,B,2025-06-15T14:00:00Z,,", "2025-06-15,13:00, 1,2 ,1.5,10,A,B,2025-06-15 16:00:00+02:00,,", true)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,B,,,", "2025-06-15,13:00,1,2,1.51,10,A,B,,,", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,B,,,", "2025-06-15,13:00,1,2,15,10,A,B,,,", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,0,A,B,,,", "2025-06-15,13:00,1,2,1.5,,A,B,,,", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,,,,", "2025-06-15,13:00,1,2,1.5,10,,A,,,", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,AB,C,,,", "2025-06-15,13:00,1,2,1.5,10,A,BC,,,", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,B,,,", "2025-06-15,13:00,1,2,1.5,10,a,B,,,", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,B,2025-06-15T14:00:00Z,,", "2025-06-15,13:00,1,2,1.5,10,A,B,2025-06-15T14:00:01Z,,", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,B,,18-24,f", "2025-06-15,13:00,1,2,1.5,10,A,B,,18-24,m", false)]
    [InlineData("2025-06-15,13:00,1,2,1.5,10,A,B,,f,", "2025-06-15,13:00,1,2,1.5,10,A,B,,,f", false)]
    public void Rows_are_equal_where_their_values_are(string one, string other, bool equal)
    {
        using var folder = new SourceFolder().Text("ads_insights_hourly.csv", $"{Header}\n{one}\n{other}\n");
        var hash = new AdRowHash();

        var hashes = folder.Rows(SourceTable.AdsInsightsHourly, hash.Of);

        Assert.Equal(2, hashes.Count);
        Assert.Equal(equal, hashes[0] == hashes[1]);
    }
}
