using NodaTime;
using NodaTime.TimeZones;
using UtmAttribution.Errors;
using UtmAttribution.Options;

namespace UtmAttribution.Time;

/// <summary>The IANA time zones that reports can be made in, from the zone data that come with the library.</summary>
internal static class TimeZones
{
    private static readonly HashSet<string> Names = new(DateTimeZoneProviders.Tzdb.Ids, StringComparer.Ordinal);

    /// <summary>The release of the zone data, such as <c>2026a</c>.</summary>
    public static string Release => TzdbDateTimeZoneSource.Default.TzdbVersion;

    /// <summary>The zone of that name.</summary>
    /// <param name="name">An IANA name, such as <c>Europe/Berlin</c>, in its exact spelling.</param>
    /// <exception cref="InvalidOptionException">There is no such zone; the message lists the nearest names.</exception>
    public static DateTimeZone Find(string name) =>
        TryFind(name) ?? throw new InvalidOptionException(Unknown(name));

    /// <summary>The zone of that name, or null. An offset such as <c>UTC+02</c> is no zone: it has no clock changes.</summary>
    public static DateTimeZone? TryFind(string name) =>
        Names.Contains(name) ? DateTimeZoneProviders.Tzdb[name] : null;

    /// <summary>The sentence that says that a zone is unknown, with the names that are near.</summary>
    public static string Unknown(string name)
    {
        var nearest = NearestNames.Of(name, Names);
        var advice = nearest switch
        {
            [] => "give an IANA name, such as \"Europe/Berlin\", \"America/New_York\" or \"UTC\"",
            [var only] => $"did you mean \"{only}\"?",
            _ => $"the nearest names are {string.Join(", ", nearest.Select(near => $"\"{near}\""))}",
        };
        return $"the time zone \"{name}\" is unknown; {advice}";
    }
}
