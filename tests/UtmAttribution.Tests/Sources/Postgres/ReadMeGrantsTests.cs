using UtmAttribution.Cli;
using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>The role of the README can do what it is for, and nothing else.</summary>
public sealed class ReadMeGrantsTests(SmallShop shop) : IClassFixture<SmallShop>
{
    [Fact]
    public void The_reading_role_of_the_README_reads_and_cannot_write()
    {
        var readMe = File.ReadAllText(Path.Combine(SampleRun.Repository, "README.md"));
        var grants = readMe.Split("The reading role needs\n\n```sql\n")[1].Split("```")[0].Split('\n', 2);
        Assert.Equal("create role utm_reader login;", grants[0]);
        shop.Database.Execute("create table ad_accounts (account_id text); create table fx_rates (date date, currency text, rate numeric)");
        var role = shop.Role("utm_reader", "geheimnis", grants[1].Replace("utm_reader", "@", StringComparison.Ordinal));

        var (exitCode, _, error) = shop.Run(shop.Database.UriOf(role, "geheimnis"));

        Assert.True(exitCode == ExitCodes.Done, error);
        Assert.False(shop.Database.Scalar<bool>($"select has_table_privilege('{role}', 'shopify_orders', 'insert, update, delete, truncate')"));
    }
}
