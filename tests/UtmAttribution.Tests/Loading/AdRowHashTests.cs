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

    [Theory]
    [InlineData("double", "0,0.00005,1.5,2.4,14.103585657370518,1234.123456,123456789012.5,1e20,-2.5")]
    [InlineData("decimal(18,6)", "0.000000,0.00005,1.5,14.103586,99999999999.123456,-2.5")]
    [InlineData("decimal(38,15)", "0.000000,0.00005,1.5,14.103585657370518,123456789012.123456789012345")]
    [InlineData("bigint", "0,1,1500,1234567890123456,9223372036854775807,-3")]
    public void A_number_is_the_same_as_text_and_as_a_column_of_numbers(string type, string numbers)
    {
        var texts = numbers.Split(',');
        using var folder = new SourceFolder()
            .Parquet("ads_insights_hourly.parquet", string.Join(" union all ", texts.Select(text => $"""
                select '2025-06-15' as date_start, '13:00' as hourly_window, '1' as campaign_id, '2' as ad_id, {text}::{type} as spend
                """)))
            .Text("ads_insights_hourly.csv", "date_start,hourly_window,campaign_id,ad_id,spend\n" + string.Concat(texts.Select(text => $"2025-06-15,13:00,1,2,{text}\n")));
        var hash = new AdRowHash();

        var hashes = folder.Rows(SourceTable.AdsInsightsHourly, hash.Of);

        Assert.Equal(hashes[..texts.Length], hashes[texts.Length..]);
        Assert.Equal(texts.Length, hashes.Distinct().Count());
    }
}
