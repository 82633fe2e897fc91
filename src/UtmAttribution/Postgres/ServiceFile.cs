using UtmAttribution.Errors;

namespace UtmAttribution.Postgres;

/// <summary>Reads a named service from <c>pg_service.conf</c>, where PostgreSQL's own programs look for it.</summary>
internal static class ServiceFile
{
    /// <summary>The keywords of a service.</summary>
    /// <param name="service">Its name.</param>
    /// <param name="environment">Gives environment variables.</param>
    /// <exception cref="InvalidOptionException">There is no such service, or its file can't be read.</exception>
    public static Dictionary<string, string> Read(string service, Func<string, string?> environment)
    {
        var places = Places(environment).ToList();
        foreach (var file in places.Where(File.Exists))
        {
            if (Find(file, service) is { } found)
                return found;
        }
        throw new InvalidOptionException(
            $"The PostgreSQL service '{service}' is not defined in {string.Join(" or ", places.Select(place => $"'{place}'"))}; "
            + $"add a section [{service}] with host=, dbname= … there, or name another file with PGSERVICEFILE.");
    }

    private static IEnumerable<string> Places(Func<string, string?> environment)
    {
        if (environment("PGSERVICEFILE") is { Length: > 0 } named)
            yield return named;
        else if (environment("HOME") is { Length: > 0 } home)
            yield return Path.Combine(home, ".pg_service.conf");
        else if (environment("APPDATA") is { Length: > 0 } data)
            yield return Path.Combine(data, "postgresql", ".pg_service.conf");
        yield return Path.Combine(environment("PGSYSCONFDIR") is { Length: > 0 } folder ? folder : "/etc/postgresql-common", "pg_service.conf");
    }

    private static Dictionary<string, string>? Find(string file, string service)
    {
        Dictionary<string, string>? found = null;
        foreach (var line in ReadLines(file).Select(line => line.Trim()).Where(line => line.Length > 0 && !line.StartsWith('#')))
        {
            if (line.StartsWith('['))
            {
                if (found is not null)
                    break;
                if (line == $"[{service}]")
                    found = new(StringComparer.Ordinal);
            }
            else if (found is not null)
            {
                var equals = line.IndexOf('=');
                if (equals <= 0)
                    throw new InvalidOptionException($"The service '{service}' in '{file}' has a line that is not keyword=value; correct it.");
                found.TryAdd(line[..equals].Trim(), line[(equals + 1)..].Trim());
            }
        }
        return found;
    }

    private static string[] ReadLines(string file)
    {
        try
        {
            return File.ReadAllLines(file);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOptionException($"The service file '{file}' can't be read: {fault.Message}");
        }
    }
}
