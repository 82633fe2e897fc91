using Npgsql;
using UtmAttribution.Postgres.Plain;
using UtmAttribution.Tests.Cli;

namespace UtmAttribution.Tests.Postgres.Plain;

public sealed class PasswordFileTests
{
    private const string Lines = """
        # host:port:database:role:password
        db.example.com:5432:shop:ana:first
        db.example.com:5432:*:ana:second
        *:5433:shop:ana:with\:colon\\and:colon
        localhost:5432:shop:ana:local
        [fe80\:\:1]:5432:shop:ana:bracketed
        fe80\:\:1:5432:shop:ana:address
        too:few:fields
        *:*:*:nobody:
        """;

    [Theory]
    [InlineData("db.example.com", 5432, "shop", "ana", "first")]
    [InlineData("db.example.com", 5432, "other", "ana", "second")]
    [InlineData("anywhere", 5433, "shop", "ana", @"with:colon\and:colon")]
    [InlineData("/var/run/postgresql", 5432, "shop", "ana", "local")]
    [InlineData("fe80::1", 5432, "shop", "ana", "address")]
    [InlineData("db.example.com", 5432, "shop", "nobody", "")]
    [InlineData("db.example.com", 5432, "shop", "bo", null)]
    public void The_first_line_that_fits_has_the_password(string host, int port, string database, string role, string? expected)
    {
        using var home = new TemporaryFolder();
        home.Write(".pgpass", Lines);
        var settings = new NpgsqlConnectionStringBuilder { Database = database, Username = role };

        Assert.Equal(expected, PasswordFile.Find(settings, host, port, name => name == "HOME" ? home.Path : null));
    }

    [Fact]
    public void The_connection_names_the_file_before_the_environment_does()
    {
        using var folder = new TemporaryFolder();
        var (named, ofEnvironment) = (folder.Write("named", "*:*:*:*:one"), folder.Write("environment", "*:*:*:*:two"));
        var settings = new NpgsqlConnectionStringBuilder { Database = "shop", Username = "ana" };
        string? Find() => PasswordFile.Find(settings, "db", 5432, name => name == "PGPASSFILE" ? ofEnvironment : null);

        Assert.Equal("two", Find());
        settings.Passfile = named;
        Assert.Equal("one", Find());
        settings.Passfile = folder["missing"];
        Assert.Null(Find());
    }
}
