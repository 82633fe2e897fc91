using UtmAttribution.Errors;

namespace UtmAttribution.Cli.Parsing;

/// <summary>Dates that two options give together.</summary>
internal static class DateRange
{
    /// <summary>Refuses a first date that is after the last.</summary>
    /// <exception cref="InvalidOptionException">It is.</exception>
    public static void Check(DateOnly? from, DateOnly? to)
    {
        if (from > to)
            throw new InvalidOptionException($"--from: {from:yyyy-MM-dd} is after --to {to:yyyy-MM-dd}; give a first date that is not after the last");
    }
}
