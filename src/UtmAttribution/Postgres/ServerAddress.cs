using System.Net;
using UtmAttribution.Errors;

namespace UtmAttribution.Postgres;

/// <summary>Where a server listens: one or more hosts with ports, or the folder of a socket.</summary>
/// <param name="Hosts">Hosts, each with its port.</param>
internal sealed record ServerAddress(IReadOnlyList<(string Host, int Port)> Hosts)
{
    private const int DefaultPort = 5432;
    private static readonly string[] SocketFolders = ["/var/run/postgresql", "/tmp"];

    /// <summary>Reads <c>host</c>, <c>hostaddr</c> and <c>port</c>; where no host is given, the local socket, else <c>localhost</c>.</summary>
    /// <exception cref="InvalidOptionException">A host or port is none; the value is not repeated, as it may be part of a password.</exception>
    public static ServerAddress Read(IReadOnlyDictionary<string, string> values)
    {
        var hosts = (values.GetValueOrDefault("hostaddr") ?? values.GetValueOrDefault("host") ?? "").Split(',');
        var ports = (values.GetValueOrDefault("port") ?? "").Split(',').Select(Port).ToList();
        if (ports.Count != 1 && ports.Count != hosts.Length)
            throw new InvalidOptionException($"The connection to PostgreSQL has {hosts.Length} hosts and {ports.Count} ports; give one port, or one for each host.");
        return new([.. hosts.Select((host, i) => (Host(host, ports[ports.Count == 1 ? 0 : i]), ports[ports.Count == 1 ? 0 : i]))]);
    }

    /// <summary>Whether every host is this machine, by what it is called.</summary>
    public bool IsLoopback => Hosts.All(host =>
        host.Host.StartsWith('/') || host.Host == "localhost" || (IPAddress.TryParse(host.Host, out var ip) && IPAddress.IsLoopback(ip)));

    /// <summary>As the driver wants it.</summary>
    public string ForDriver => string.Join(',', Hosts.Select(host => Hosts.Count == 1 ? host.Host : $"{Bracketed(host.Host)}:{host.Port}"));

    /// <inheritdoc/>
    public override string ToString() =>
        string.Join(", ", Hosts.Select(host => host.Host.StartsWith('/') ? $"{host.Host} (port {host.Port})" : $"{Bracketed(host.Host)}:{host.Port}"));

    private static string Bracketed(string host) => host.Contains(':') ? $"[{host}]" : host;

    private static string Host(string host, int port)
    {
        if (host.Length == 0)
            return SocketFolders.FirstOrDefault(folder => File.Exists(Path.Combine(folder, $".s.PGSQL.{port}"))) ?? "localhost";
        // What stands here by mistake may be a part of a password.
        if (host.AsSpan().IndexOfAny(";=@? ") >= 0 && !host.StartsWith('/'))
        {
            throw new InvalidOptionException(
                "The host of the connection to PostgreSQL has a character that no host has; separate keywords with blanks, and write '@', ':', '/' and '?' in a password of a URI as %40, %3A, %2F and %3F.");
        }
        return host;
    }

    private static int Port(string text)
    {
        if (text.Length == 0)
            return DefaultPort;
        return int.TryParse(text, out var port) && port is > 0 and < 65_536
            ? port
            : throw new InvalidOptionException("The port of the connection to PostgreSQL is no number from 1 to 65535; write '/' and ':' in a password of a URI as %2F and %3A.");
    }
}
