using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Postgres.Plain;

/// <summary>Who reads from a server: our connection where there is no more to it than a password, else the driver; the rows are the same.</summary>
public sealed class AuthenticationTests(AuthenticationTests.Server own) : IClassFixture<AuthenticationTests.Server>
{
    private const string Password = "Käse: '\\";

    [Theory]
    [InlineData("by_trust", "", "", true)]
    [InlineData("by_password", Password, "", true)]
    [InlineData("by_md5", Password, "", true)]
    [InlineData("by_scram", Password, "", true)]
    [InlineData("by_scram", Password, "?sslmode=disable", true)]
    [InlineData("by_scram", Password, "?sslmode=allow", true)]
    [InlineData("by_scram", Password, "?options=-c%20application_name%3Dother", true)]
    [InlineData("by_scram", Password, "?require_auth=scram-sha-256", false)]
    [InlineData("by_md5", Password, "?require_auth=!password,!none", false)]
    public void Rows_come_whatever_way_the_server_asks_who_connects(string role, string password, string options, bool plainly)
    {
        using var shop = own.Shop(tls: false);

        Assert.Equal(plainly, Connects(shop.Database.UriOf(role, password) + options));
        Assert.Equal(2000, ReadOrders(shop.Database.UriOf(role, password) + options));
    }

    [Fact]
    public void A_password_file_is_asked_where_the_connection_has_no_password()
    {
        using var shop = own.Shop(tls: false);
        using var folder = new TemporaryFolder();
        var file = folder.Write("pass", $"127.0.0.1:*:*:by_scram:{Password.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(":", "\\:", StringComparison.Ordinal)}");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead);
        var connection = $"{shop.Database.UriOf("by_scram", "")}?passfile={Uri.EscapeDataString(file)}";

        Assert.True(Connects(connection));
        Assert.Equal(2000, ReadOrders(connection));
        Assert.False(Connects(shop.Database.UriOf("by_scram", "")), "Without a password the driver says what is missing.");
    }

    [Theory]
    [InlineData("by_password")]
    [InlineData("by_md5")]
    [InlineData("by_scram")]
    public void A_wrong_password_is_a_message(string role)
    {
        using var shop = own.Shop(tls: false);

        var fault = Assert.Throws<ServerException>(() => Connects(shop.Database.UriOf(role, "geheim")));
        Assert.Contains($"the server refuses the password of role '{role}'", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("geheim", fault.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("?sslmode=require", false)]
    [InlineData("?sslmode=disable", true)]
    [InlineData("?sslmode=allow", true)]
    public void Rows_come_encrypted_where_the_server_has_TLS_and_nobody_turned_it_off(string options, bool plainly)
    {
        using var shop = own.Shop(tls: true);
        var connection = shop.Database.UriOf("by_scram", Password) + options;

        Assert.Equal(plainly, Connects(connection));
        Assert.Equal(2000, ReadOrders(connection, () => Assert.Equal(!plainly, shop.Database.Scalar<bool>(
            "select ssl from pg_stat_ssl join pg_stat_activity using (pid) where datname = current_database() and query like 'copy (select%'"))));
    }

    private static int ReadOrders(string connection, Action? started = null)
    {
        using var source = new PostgresSource(PostgresServer.Parse(connection));
        using var rows = source.Open(SourceTable.ShopifyOrders, range: null, CancellationToken.None)!;
        started?.Invoke();
        var count = 0;
        while (rows.Read())
            count++;
        return count;
    }

    private static bool Connects(string connection)
    {
        var server = PostgresServer.Parse(connection);
        using var plain = server.TryConnectPlainly(server.Settings.Host!, server.Settings.Port);
        return plain?.AskNumber("select 42") == 42;
    }

    /// <summary>A server that asks each role in another way.</summary>
    public sealed class Server : IDisposable
    {
        private readonly LocalServer _local = new();
        private bool _tls;

        /// <summary>Makes the roles.</summary>
        public Server()
        {
            var rules = Path.Combine(_local.Folder, "data", "pg_hba.conf");
            File.WriteAllText(rules, """
                host all by_trust 127.0.0.1/32 trust
                host all by_password 127.0.0.1/32 password
                host all by_md5 127.0.0.1/32 md5
                host all all 127.0.0.1/32 scram-sha-256
                """);
            foreach (var role in new[] { "trust", "password", "md5", "scram" })
            {
                Execute($"""
                    set password_encryption = '{(role == "md5" ? "md5" : "scram-sha-256")}';
                    create role by_{role} login superuser password '{Password.Replace("'", "''", StringComparison.Ordinal)}'
                    """);
            }
            Execute("select pg_reload_conf()");
            WriteCertificate();
        }

        /// <summary>A shop on it.</summary>
        internal SmallShop Shop(bool tls)
        {
            if (_tls != tls)
            {
                Execute($"alter system set ssl = {(tls ? "on" : "off")}");
                _local.Restart("fast");
                _tls = tls;
            }
            return new(new TestDatabase(_local.ConnectionString));
        }

        /// <inheritdoc/>
        public void Dispose() => _local.Dispose();

        // By the server itself, which takes a key only from a file of its own that nobody else may read.
        private void WriteCertificate()
        {
            using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            using var certificate = new CertificateRequest("CN=127.0.0.1", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
            Write("server.crt", certificate.ExportCertificatePem());
            Write("server.key", key.ExportPkcs8PrivateKeyPem());
        }

        private void Write(string name, string text) =>
            Execute($"copy (select unnest(string_to_array('{text}', e'\\n'))) to program 'umask 077; cat > {name}'");

        private void Execute(string sql)
        {
            using var connection = new NpgsqlConnection(_local.ConnectionString);
            connection.Open();
            using var command = new NpgsqlCommand(sql, connection);
            command.ExecuteNonQuery();
        }
    }
}
