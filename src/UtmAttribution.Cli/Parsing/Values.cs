using System.Globalization;
using System.Text.RegularExpressions;
using UtmAttribution.Backfilling;
using UtmAttribution.Errors;
using UtmAttribution.Options;
using UtmAttribution.Paths;
using UtmAttribution.Postgres;
using UtmAttribution.Time;

namespace UtmAttribution.Cli.Parsing;

/// <summary>Reads the text of a setting; every fault names the setting, the text and what is allowed.</summary>
internal static partial class Values
{
    private const int LongestDays = 36_500;
    private const int MostMonths = 1_200;

    /// <summary>A duration: a whole number and a unit.</summary>
    public static TimeSpan Duration(Given given)
    {
        var text = given.One("a duration, such as 30m");
        var match = DurationPattern().Match(text);
        if (!match.Success)
            throw given.Wrong($"\"{text}\" is not a duration; give a whole number and one of s, m, h, d, w, such as 45s, 30m, 12h, 7d, 4w");

        var seconds = match.Groups["unit"].Value switch { "s" => 1, "m" => 60, "h" => 3_600, "d" => 86_400, _ => 604_800 };
        if (!long.TryParse(match.Groups["number"].ValueSpan, out var number) || number > LongestDays * 86_400L / seconds)
            throw given.Wrong($"\"{text}\" is too long; give at most {LongestDays}d");

        return number == 0 ? throw given.Wrong($"\"{text}\" is no time at all; give at least 1s") : TimeSpan.FromSeconds(number * seconds);
    }

    /// <summary>A duration of whole days of 86,400 seconds.</summary>
    public static TimeSpan WholeDays(Given given)
    {
        var duration = Duration(given);
        return duration.Ticks % TimeSpan.TicksPerDay == 0
            ? duration
            : throw given.Wrong($"\"{given.One("")}\" is not a whole number of days; give 1d or more, such as 30d, 4w or 720h");
    }

    /// <summary>The length of a backfill's windows: whole months or days; null for what memory is good for.</summary>
    public static WindowLength? Window(Given given)
    {
        const string Example = "a length, such as 1mo, 7d, 4w or auto";
        var text = given.One(Example);
        if (text == "auto")
            return null;
        if (text.EndsWith("mo", StringComparison.Ordinal) && int.TryParse(text.AsSpan(0, text.Length - 2), NumberStyles.None, null, out var months) && months is >= 1 and <= MostMonths)
            return new(months, 0);
        if (text.EndsWith('d') || text.EndsWith('w'))
            return new(0, (int)WholeDays(given).TotalDays);
        throw given.Wrong($"\"{text}\" is not the length of a window; give {Example}");
    }

    /// <summary>A date of the reporting calendar.</summary>
    public static DateOnly Date(Given given)
    {
        var text = given.One("a date, such as 2026-03-01");
        return DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date
            : throw given.Wrong($"\"{text}\" is not a date; give YYYY-MM-DD, such as 2026-03-01");
    }

    /// <summary>The first and the last of some dates of the reporting calendar.</summary>
    public static TrainingDates Dates(Given given)
    {
        const string Example = "the first and the last date, such as 2026-01-01..2026-03-31";
        var text = given.One(Example);
        if (text.Split("..") is not [var first, var last])
            throw given.Wrong($"\"{text}\" is no range of dates; give {Example}");

        var (from, to) = (Date(given with { Texts = [first] }), Date(given with { Texts = [last] }));
        return from > to
            ? throw given.Wrong($"{from:yyyy-MM-dd} is after {to:yyyy-MM-dd}; give a first date that is not after the last")
            : new TrainingDates(from, to);
    }

    /// <summary>How many touches a state of a Markov chain remembers.</summary>
    public static int MarkovOrder(Given given)
    {
        var text = given.One("a whole number");
        return int.TryParse(text, NumberStyles.None, null, out var order) && order is >= 1 and <= MarkovChain.GreatestOrder
            ? order
            : throw given.Wrong($"\"{text}\" is not a whole number from 1 to {MarkovChain.GreatestOrder}");
    }

    /// <summary>The shares of first, middle and last touchpoint.</summary>
    public static PositionShares Shares(Given given)
    {
        const string Example = "three whole percents that sum to 100, such as 40,20,40";
        var parts = given.Many(Example);
        var shares = parts.Select(part => int.TryParse(part, NumberStyles.None, null, out var share) && share <= 100 ? share : -1).ToArray();
        var text = string.Join(',', parts);
        if (shares.Length != 3 || shares.Contains(-1))
            throw given.Wrong($"\"{text}\" is not {Example}");

        return shares.Sum() == 100
            ? new PositionShares(shares[0], shares[1], shares[2])
            : throw given.Wrong($"\"{text}\" sums to {shares.Sum()}; give {Example}");
    }

    /// <summary>An IANA time zone.</summary>
    public static string TimeZone(Given given)
    {
        var name = given.One("an IANA time zone, such as Europe/Berlin");
        return TimeZones.TryFind(name) is null ? throw given.Wrong(TimeZones.Unknown(name)) : name;
    }

    /// <summary>An ISO 4217 currency code, upper-cased.</summary>
    public static string Currency(Given given)
    {
        var text = given.One("a currency code, such as EUR");
        return text.Length == 3 && text.All(char.IsAsciiLetter)
            ? text.ToUpperInvariant()
            : throw given.Wrong($"\"{text}\" is not a currency code; give the three letters of ISO 4217, such as EUR");
    }

    /// <summary>ISO 4217 currency codes, upper-cased, in the order given.</summary>
    public static IReadOnlyList<string> Currencies(Given given) =>
        [.. given.Many("currency codes, such as EUR,USD").Select(text => Currency(given with { Texts = [text] })).Distinct()];

    /// <summary>A PostgreSQL database. No message repeats what was given, as it may hold a password.</summary>
    public static PostgresServer Postgres(Given given)
    {
        const string Example = "a database, such as postgresql://reader@db.example.com/shop";
        if (given.Texts.Count > 1)
            throw given.Wrong($"given {given.Texts.Count} times; give it once");
        try
        {
            return PostgresServer.Parse(given.One(Example));
        }
        catch (InvalidOptionException fault) when (!fault.Message.StartsWith(given.Label, StringComparison.Ordinal))
        {
            throw given.Wrong(fault.Message);
        }
    }

    /// <summary>Whether a source that was given is a database and no folder.</summary>
    public static bool IsConnection(Given given) =>
        given.Texts.Any(text => ConnectionStart().IsMatch(text) && !Directory.Exists(text));

    /// <summary>The name of a table in PostgreSQL.</summary>
    public static PostgresName Table(Given given)
    {
        try
        {
            return PostgresName.Parse(given.One("a table, such as shop.orders"));
        }
        catch (InvalidOptionException fault) when (!fault.Message.StartsWith(given.Label, StringComparison.Ordinal))
        {
            throw given.Wrong(fault.Message);
        }
    }

    /// <summary>An amount of memory, as the engine reads it.</summary>
    public static string Memory(Given given)
    {
        var text = given.One("a size, such as 2GB");
        var match = MemoryPattern().Match(text);
        return match.Success && decimal.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture) > 0
            ? match.Groups["number"].Value + match.Groups["unit"].Value
            : throw given.Wrong($"\"{text}\" is not a size; give a number and one of KB, MB, GB, TB, KiB, MiB, GiB, TiB, such as 512MB or 1.5GiB");
    }

    /// <summary>A whole number of at least <paramref name="least"/>.</summary>
    public static int Count(Given given, int least)
    {
        var text = given.One("a whole number");
        return int.TryParse(text, NumberStyles.None, null, out var number) && number >= least
            ? number
            : throw given.Wrong($"\"{text}\" is not a whole number from {least:N0} to {int.MaxValue:N0}");
    }

    /// <summary>A whole number from 0 that chooses something.</summary>
    public static ulong Seed(Given given)
    {
        var text = given.One("a whole number");
        return ulong.TryParse(text, NumberStyles.None, null, out var number)
            ? number
            : throw given.Wrong($"\"{text}\" is not a whole number from 0 to {ulong.MaxValue:N0}");
    }

    /// <summary>A share from 0 to 1.</summary>
    public static double Share(Given given)
    {
        var text = given.One("a share, such as 0.02");
        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share <= 1
            ? share
            : throw given.Wrong($"\"{text}\" is not a share; give a number from 0 to 1, such as 0.02");
    }

    /// <summary>An id that consists of digits.</summary>
    public static string Digits(Given given)
    {
        var text = given.One("an id, in digits");
        return text.All(char.IsAsciiDigit) ? text : throw given.Wrong($"\"{text}\" is not an id; give digits alone");
    }

    /// <summary>One of the names of a choice.</summary>
    public static T Choice<T>(Given given, IReadOnlyDictionary<T, string> names) => Choice(given, given.One($"one of {Join(names)}"), names);

    /// <summary>Several of the names of a choice, each once, in the order given.</summary>
    public static IReadOnlyList<T> Choices<T>(Given given, IReadOnlyDictionary<T, string> names) =>
        [.. given.Many($"one or more of {Join(names)}").Select(text => Choice(given, text, names)).Distinct()];

    /// <summary>Hosts of the shop: lower-cased, without one "www.".</summary>
    public static IReadOnlyList<string> Hosts(Given given) => [.. given.Many("a host, such as shop.example.com").Select(text => Host(given, text)).Distinct()];

    /// <summary>Yes or no.</summary>
    public static bool Flag(Given given) => given.One("true or false") switch
    {
        "true" => true,
        "false" => false,
        var text => throw given.Wrong($"\"{text}\" is neither true nor false"),
    };

    private static T Choice<T>(Given given, string text, IReadOnlyDictionary<T, string> names)
    {
        foreach (var (value, name) in names)
        {
            if (name == text)
                return value;
        }

        var nearest = NearestNames.Of(text, names.Values, most: 1);
        throw given.Wrong(nearest.Count == 0
            ? $"\"{text}\" is unknown; allowed are {Join(names)}"
            : $"\"{text}\" is unknown; did you mean \"{nearest[0]}\"? Allowed are {Join(names)}");
    }

    private static string Host(Given given, string text)
    {
        var host = text.ToLowerInvariant();
        if (host.Any(c => char.IsWhiteSpace(c) || c is '/' or ':' or '?' or '#' or '@') || !host.Contains('.'))
            throw given.Wrong($"\"{text}\" is not a host; give the name alone, such as shop.example.com");

        return host.StartsWith("www.", StringComparison.Ordinal) ? host[4..] : host;
    }

    private static string Join<T>(IReadOnlyDictionary<T, string> names) => string.Join(", ", names.Values);

    [GeneratedRegex(@"^\s*(postgres(ql)?://|(host|hostaddr|dbname|service|user|port)\s*=)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex ConnectionStart();

    [GeneratedRegex(
        "^(?<number>[0-9]{1,18}) ?(?<unit>[smhdw])$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex DurationPattern();

    [GeneratedRegex(
        "^(?<number>[0-9]{1,9}(\\.[0-9]{1,9})?) ?(?<unit>[KMGT]i?B)$",
        RegexOptions.ExplicitCapture | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex MemoryPattern();
}
