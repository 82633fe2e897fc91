using Npgsql;

namespace UtmAttribution.Postgres.Plain;

/// <summary>Reads a password from <c>.pgpass</c>, as PostgreSQL's own programs and the driver do: lines of host, port, database, role and password.</summary>
internal static class PasswordFile
{
    private const int Fields = 5;

    /// <summary>The password of the first line that fits; null without one.</summary>
    public static string? Find(NpgsqlConnectionStringBuilder settings, string host, int port, Func<string, string?> environment)
    {
        var file = settings.Passfile ?? environment("PGPASSFILE") ?? DefaultPlace(environment);
        if (file is null || !File.Exists(file))
            return null;
        // A Unix socket may be called localhost there.
        string[][] wanted = [host.StartsWith('/') ? [host, "localhost"] : [host], [$"{port}"], [settings.Database!], [settings.Username!]];
        return File.ReadLines(file)
            .Where(line => !line.StartsWith('#'))
            .Select(Split)
            .FirstOrDefault(fields => fields.Count == Fields && wanted.Zip(fields).All(pair => pair.Second == "*" || pair.First.Contains(pair.Second)))?[^1];
    }

    private static string? DefaultPlace(Func<string, string?> environment) =>
        OperatingSystem.IsWindows()
            ? environment("APPDATA") is { } data ? Path.Combine(data, "postgresql", "pgpass.conf") : null
            : environment("HOME") is { } home ? Path.Combine(home, ".pgpass") : null;

    // A backslash takes the next character as it is.
    private static List<string> Split(string line)
    {
        var fields = new List<string> { "" };
        for (var at = 0; at < line.Length; at++)
        {
            if (line[at] == ':' && fields.Count < Fields)
            {
                fields.Add("");
                continue;
            }
            if (line[at] == '\\' && at + 1 < line.Length)
                at++;
            fields[^1] += line[at];
        }
        return fields;
    }
}
