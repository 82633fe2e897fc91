using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Tests.Postgres;

public sealed class PostgresNameTests
{
    [Theory]
    [InlineData("orders", "\"orders\"")]
    [InlineData("shop.orders_v2", "\"shop\".\"orders_v2\"")]
    [InlineData("Shop.Orders", "\"Shop\".\"Orders\"")]
    [InlineData("shop.\"orders.v2\"", "\"shop\".\"orders.v2\"")]
    [InlineData("\"a\"\"b\".\"c\"\"; drop table x; --\"", "\"a\"\"b\".\"c\"\"; drop table x; --\"")]
    [InlineData("bestellungen größe", "\"bestellungen größe\"")]
    [InlineData("a\nb", "\"a\nb\"")]
    public void A_name_becomes_quoted_identifiers(string text, string sql) => Assert.Equal(sql, PostgresName.Parse(text).Quoted);

    [Theory]
    [InlineData("a.b.c")]
    [InlineData(".b")]
    [InlineData("a.")]
    [InlineData("\"a")]
    [InlineData("\"a\"b")]
    [InlineData("\"\"")]
    public void What_is_no_name_is_refused(string text) => Assert.Throws<InvalidOptionException>(() => PostgresName.Parse(text));
}
