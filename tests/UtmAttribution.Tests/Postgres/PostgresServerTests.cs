using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Tests.Postgres;

public sealed class PostgresServerTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("utm-home-");
    private readonly Dictionary<string, string> _variables = new(StringComparer.Ordinal);

    public PostgresServerTests() => _variables["HOME"] = _home.FullName;

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public void A_URI_and_keywords_say_the_same()
    {
        foreach (var text in (string[])
            [
                "postgresql://ana:s%40fe@db.example.com:5433/shop?sslmode=verify-full&connect_timeout=7",
                "postgres://ana:s%40fe@db.example.com:5433/shop?sslmode=verify-full&connect_timeout=7",
                "host=db.example.com port = 5433 dbname='shop' user=ana password='s@fe' sslmode=verify-full connect_timeout=7",
            ])
        {
            var settings = Parse(text).Settings;
            Assert.Equal(
                ("db.example.com", 5433, "shop", "ana", "s@fe", SslMode.VerifyFull, 7),
                (settings.Host, settings.Port, settings.Database, settings.Username, settings.Password, settings.SslMode, settings.Timeout));
        }
    }

    [Fact]
    public void What_the_connection_leaves_open_comes_from_the_service_then_from_variables()
    {
        File.WriteAllText(Path.Combine(_home.FullName, ".pg_service.conf"), """
            # services
            [other]
            host=wrong
            [shop]
            host=service.example.com
            dbname=from_service
            """);
        (_variables["PGHOST"], _variables["PGDATABASE"], _variables["PGUSER"], _variables["PGPORT"]) = ("variable.example.com", "from_variable", "ana", "5444");
        var settings = Parse("service=shop dbname=given").Settings;
        Assert.Equal(("service.example.com", "given", "ana", 5444), (settings.Host, settings.Database, settings.Username, settings.Port));
    }

    [Fact]
    public void An_empty_connection_takes_everything_from_variables()
    {
        (_variables["PGHOST"], _variables["PGUSER"], _variables["PGPASSWORD"]) = ("db", "ana", "geheim");
        var settings = Parse("postgresql://").Settings;
        Assert.Equal(("db", 5432, "ana", "ana", "geheim"), (settings.Host, settings.Port, settings.Username, settings.Database, settings.Password));
    }

    [Fact]
    public void Sockets_several_hosts_and_IPv6_are_hosts()
    {
        Assert.Equal("/run/pg", Parse("postgresql://%2Frun%2Fpg/shop").Settings.Host);
        Assert.Equal("/run/pg", Parse("host=/run/pg").Settings.Host);
        Assert.Equal("a:5432,b:6000", Parse("postgresql://a,b:6000/shop").Settings.Host);
        Assert.Equal("::1", Parse("postgresql://[::1]:5433/shop").Settings.Host);
    }

    [Theory]
    [InlineData("host=/run/pg", 4, 2)]
    [InlineData("host=localhost", 1, 1)]
    [InlineData("postgresql://127.0.0.1:5433/shop", 5, 2)]
    [InlineData("postgresql://[::1]/shop", 2, 1)]
    [InlineData("postgresql://db.example.com/shop", 4, 4)]
    [InlineData("postgresql://localhost,db/shop", 4, 4)]
    [InlineData("postgresql://10.0.0.1/shop", 2, 2)]
    public void A_server_on_this_machine_leaves_half_of_the_cores_to_readers_and_another_leaves_all(string connection, int cores, int readers) =>
        Assert.Equal(readers, new PostgresSource(Parse(connection)).Readers(cores));

    [Theory]
    [InlineData("Host=db;Username=ana;Password=geheim")]
    [InlineData("host=db;password=geheim")]
    [InlineData("postgresql://ana:x@geheim@db/shop")]
    [InlineData("postgresql://ana:x/geheim@db/shop")]
    [InlineData("postgresql://db/shop?pasword=geheim")]
    [InlineData("host=db sslmode=geheim")]
    [InlineData("host=db port=geheim")]
    [InlineData("host=db password='geheim")]
    [InlineData("geheim")]
    public void A_connection_that_is_wrong_is_refused_without_repeating_its_values(string text)
    {
        var fault = Assert.Throws<InvalidOptionException>(() => Parse(text));
        Assert.DoesNotContain("geheim", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_service_that_is_missing_is_named_with_the_places_looked_at()
    {
        var fault = Assert.Throws<InvalidOptionException>(() => Parse("service=nowhere"));
        Assert.Contains("'nowhere'", fault.Message, StringComparison.Ordinal);
        Assert.Contains(".pg_service.conf", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_description_names_server_and_database_and_no_secret() =>
        Assert.Equal(
            "PostgreSQL at db.example.com:5433, database 'shop'",
            Parse("postgresql://ana:geheim@db.example.com:5433/shop").Description);

    private PostgresServer Parse(string text) => PostgresServer.Parse(text, _variables.GetValueOrDefault);
}
