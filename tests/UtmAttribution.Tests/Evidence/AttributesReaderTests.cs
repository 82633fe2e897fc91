using System.Text;
using UtmAttribution.Evidence;

namespace UtmAttribution.Tests.Evidence;

/// <summary>Custom attributes as they come, and the UTM values and the click id that are read from them.</summary>
public sealed class AttributesReaderTests
{
    [Theory]
    [InlineData("""[{"key":"utm_source","value":"Google"},{"key":"UTM_Medium","value":" CPC "},{"key":"utm_campaign","value":"Sale"}]""", "google,cpc,Sale,,")]
    [InlineData("""[{"value":"t","key":"utm_term"},{"key":"utm_content","value":120210000000000017}]""", ",,,120210000000000017,t")]
    [InlineData("""[{"key":"fbclid","value":"F"},{"key":"GCLID","value":"G"}]""", ",,,, gclid=G")]
    [InlineData("""[{"\u006bey":"utm_\u0073ource","value":"a\ud800b"}]""", "a\uFFFDb,,,,")]
    public void Keys_in_any_case_give_their_values(string json, string expected) => Assert.Equal(expected, Read(json));

    [Theory]
    [InlineData("""[{"key":"utm_source","value":"(not set)"},{"key":"utm_source","value":"a"},{"key":"utm_source","value":"b"}]""", "a,,,,")]
    [InlineData("""[{"key":"utm_source","value":"a","value":"b"}]""", "b,,,,")]
    [InlineData("""[{"key":"utm_source","key":"utm_term","value":"a"}]""", ",,,,a")]
    [InlineData("""[{"key":"utm_source","value":"a","key":null}]""", ",,,,")]
    [InlineData("""[{"key":"utm_source","value":"a","value":true}]""", ",,,,")]
    public void Of_attributes_the_first_usable_counts_and_of_keys_the_last(string json, string expected) => Assert.Equal(expected, Read(json));

    [Theory]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("""{"key":"utm_source","value":"a"}""")]
    [InlineData("[]")]
    [InlineData("""[null,1,"utm_source",["utm_source","a"],{},{"key":"utm_source"},{"value":"a"},{"key":["utm_source"],"value":"a"}]""")]
    [InlineData("""[{"name":"utm_source","value":"a"},{"key":"gift","value":"yes"},{"key":"utm_source","value":{"x":"a"}}]""")]
    public void Attributes_without_evidence_are_usable_and_give_nothing(string json) => Assert.Equal(",,,,", Read(json));

    [Theory]
    [InlineData("")]
    [InlineData("7")]
    [InlineData("\"[]\"")]
    [InlineData("""[{"key":"utm_source","value":"a"}""")]
    [InlineData("""[{"key":"utm_source","value":"a"}] x""")]
    [InlineData("""[{"key":"utm_source","value":"a"},]""")]
    [InlineData("""{"a":[}""")]
    public void Of_what_is_no_json_nothing_is_used(string json) => Assert.Equal("bad json ,,,,", Read(json));

    [Fact]
    public void Long_keys_and_deep_values_are_passed_over()
    {
        var deep = new string('[', 100_000) + new string(']', 100_000);
        var longKey = new string('k', 1_000_000);

        Assert.Equal("a,,,,", Read($$"""[{"key":"{{longKey}}","value":{{deep}}},{{deep}},{"x":{{deep}},"key":"utm_source","value":"a"}]"""));
    }

    private static string Read(string json)
    {
        var usable = new AttributesReader().TryRead(Encoding.UTF8.GetBytes(json), out var found);
        var utm = found.Utm;
        var click = found.Click is { } id ? $" {id.Name}={id.Value}" : "";
        return $"{(usable ? "" : "bad json ")}{utm.Source},{utm.Medium},{utm.Campaign},{utm.Content},{utm.Term}{click}";
    }
}
