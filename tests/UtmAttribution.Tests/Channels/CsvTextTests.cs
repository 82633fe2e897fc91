using UtmAttribution.Channels;
using UtmAttribution.Errors;

namespace UtmAttribution.Tests.Channels;

public sealed class CsvTextTests
{
    [Theory]
    [InlineData("a,b\n1,2\n", "a|b / 1|2")]
    [InlineData("a,b\r\n1,2", "a|b / 1|2")]
    [InlineData("a,,c\n", "a|-|c")]
    [InlineData("a,\n", "a|-")]
    [InlineData("\"\",b\n", "-|b")]
    [InlineData("\"x{2,3}\",\"say \"\"hi\"\"\"\n", "x{2,3}|say \"hi\"")]
    [InlineData("\"two\nlines\",b\n", "two\nlines|b")]
    [InlineData("a\n\n\nb\n", "a / b")]
    [InlineData("", "")]
    public void Records_come_as_they_were_written(string text, string expected) =>
        Assert.Equal(expected, string.Join(" / ", CsvText.Read("t.csv", text).Select(r => string.Join("|", r.Select(v => v ?? "-")))));

    [Theory]
    [InlineData("a\n\"b", "t.csv, line 2: found a quote that is never closed. Expected comma-separated values (RFC 4180).")]
    [InlineData("a\n\"b\"c\n", "t.csv, line 2: found text after a closing quote or a lone carriage return. Expected comma-separated values (RFC 4180).")]
    public void Broken_text_is_named_with_its_line(string text, string expected) =>
        Assert.Equal(expected, Assert.Throws<InvalidInputException>(() => CsvText.Read("t.csv", text).ToList()).Message);
}
