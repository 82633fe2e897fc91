using System.Globalization;
using Npgsql;
using UtmAttribution.Errors;
using UtmAttribution.Options;

namespace UtmAttribution.Postgres;

/// <summary>PostgreSQL's connection keywords: their environment variables, and what they mean to the driver.</summary>
internal static class ConnectionKeywords
{
    private static readonly Dictionary<string, Keyword> Known = new(StringComparer.Ordinal)
    {
        ["host"] = new("PGHOST", (_, _) => { }),
        ["hostaddr"] = new("PGHOSTADDR", (_, _) => { }),
        ["port"] = new("PGPORT", (_, _) => { }),
        ["service"] = new("PGSERVICE", (_, _) => { }),
        ["dbname"] = new("PGDATABASE", (to, value) => to.Database = value),
        ["user"] = new("PGUSER", (to, value) => to.Username = value),
        ["password"] = new("PGPASSWORD", (to, value) => to.Password = value),
        ["passfile"] = new("PGPASSFILE", (to, value) => to.Passfile = value),
        ["options"] = new("PGOPTIONS", (to, value) => to.Options = value),
        ["application_name"] = new("PGAPPNAME", (to, value) => to.ApplicationName = value),
        ["connect_timeout"] = new("PGCONNECT_TIMEOUT", (to, value) => to.Timeout = Math.Clamp(int.Parse(value, CultureInfo.InvariantCulture), 0, 1024)),
        ["sslmode"] = new("PGSSLMODE", (to, value) => to.SslMode = Choice<SslMode>(value)),
        ["sslnegotiation"] = new("PGSSLNEGOTIATION", (to, value) => to.SslNegotiation = Choice<SslNegotiation>(value)),
        ["sslrootcert"] = new("PGSSLROOTCERT", (to, value) => to.RootCertificate = value == "system" ? null : value),
        ["sslcert"] = new("PGSSLCERT", (to, value) => to.SslCertificate = value),
        ["sslkey"] = new("PGSSLKEY", (to, value) => to.SslKey = value),
        ["sslpassword"] = new(null, (to, value) => to.SslPassword = value),
        ["channel_binding"] = new("PGCHANNELBINDING", (to, value) => to.ChannelBinding = Choice<ChannelBinding>(value)),
        ["require_auth"] = new("PGREQUIREAUTH", (to, value) => to.RequireAuth = string.Join(',', value.Split(',').Select(Proof))),
        ["gssencmode"] = new("PGGSSENCMODE", (to, value) => to.GssEncryptionMode = Choice<GssEncryptionMode>(value)),
        ["target_session_attrs"] = new("PGTARGETSESSIONATTRS", (to, value) => to.TargetSessionAttributes = value),
        ["keepalives"] = new(null, (to, value) => to.TcpKeepAlive = value != "0"),
        ["keepalives_idle"] = new(null, (to, value) => to.TcpKeepAliveTime = int.Parse(value, CultureInfo.InvariantCulture)),
        ["keepalives_interval"] = new(null, (to, value) => to.TcpKeepAliveInterval = int.Parse(value, CultureInfo.InvariantCulture)),
        // The product speaks UTF-8 to every server, and is no replica; what these say makes no difference.
        ["client_encoding"] = new(null, (_, _) => { }),
        ["fallback_application_name"] = new(null, (_, _) => { }),
        ["sslcompression"] = new(null, (_, _) => { }),
        ["keepalives_count"] = new(null, (_, _) => { }),
    };

    /// <summary>Adds what environment variables say and nothing before has said.</summary>
    public static void AddEnvironment(Dictionary<string, string> values, Func<string, string?> environment)
    {
        foreach (var (name, keyword) in Known)
        {
            if (keyword.Variable is { } variable && environment(variable) is { Length: > 0 } value)
                values.TryAdd(name, value);
        }
    }

    /// <summary>Sets everything but where the server is.</summary>
    /// <exception cref="InvalidOptionException">A keyword is unknown, or its value is none of those it has.</exception>
    public static void Apply(IReadOnlyDictionary<string, string> values, NpgsqlConnectionStringBuilder to)
    {
        foreach (var (name, value) in values)
        {
            if (!Known.TryGetValue(name, out var keyword))
                throw Unknown(name);
            try
            {
                keyword.Apply(to, value);
            }
            catch (Exception fault) when (fault is ArgumentException or FormatException or OverflowException)
            {
                throw new InvalidOptionException($"The connection to PostgreSQL has a value for '{name}' that is none of those it can have.");
            }
        }
    }

    private static InvalidOptionException Unknown(string name)
    {
        // A long name is no misspelt keyword, and may be a secret in the wrong place.
        var shown = name.Length <= 30 && name.All(character => char.IsAsciiLetter(character) || character == '_') ? $"'{name}'" : "that is no keyword";
        var nearest = NearestNames.Of(name.ToLowerInvariant(), Known.Keys, most: 1);
        return new($"The connection to PostgreSQL has a keyword {shown}, which is not known"
            + (nearest.Count == 0 ? $"; known are {string.Join(", ", Known.Keys)}." : $"; did you mean '{nearest[0]}'?"));
    }

    private static T Choice<T>(string value)
        where T : struct, Enum =>
        !value.Any(char.IsAsciiDigit) && Enum.TryParse<T>(value.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var choice)
            ? choice
            : throw new ArgumentException("None of the choices.", nameof(value));

    // A way to prove who connects, or one that is ruled out, as the driver calls it.
    private static string Proof(string name) => name.Trim() switch
    {
        ['!', .. var excluded] => $"!{Proof(excluded)}",
        "password" => "Password",
        "md5" => "MD5",
        "gss" => "GSS",
        "sspi" => "SSPI",
        "scram-sha-256" => "ScramSHA256",
        "none" => "None",
        _ => throw new ArgumentException("None of the ways.", nameof(name)),
    };

    private sealed record Keyword(string? Variable, Action<NpgsqlConnectionStringBuilder, string> Apply);
}
