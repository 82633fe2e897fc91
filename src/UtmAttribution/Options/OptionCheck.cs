using UtmAttribution.Errors;
using UtmAttribution.Paths;
using UtmAttribution.Time;

namespace UtmAttribution.Options;

/// <summary>Refuses options that no run could use, before anything is read.</summary>
internal static class OptionCheck
{
    /// <summary>Checks all options.</summary>
    /// <exception cref="InvalidOptionException">The first one that can't be used.</exception>
    public static void Verify(AttributionOptions options)
    {
        TimeZones.Find(options.TimeZone);
        Require(!(options.From > options.To), $"The range ends before it begins: from {options.From:yyyy-MM-dd} to {options.To:yyyy-MM-dd}; expected from <= to.");
        Require(options.Models.Count > 0, "No attribution model is chosen; expected at least one.");
        Require(
            options.Lookback >= TimeSpan.FromDays(1) && options.Lookback.Ticks % TimeSpan.TicksPerDay == 0,
            $"The lookback is {options.Lookback}; expected a whole number of days, at least 1.");
        Require(options.SessionTimeout > TimeSpan.Zero, $"The session timeout is {options.SessionTimeout}; expected more than 0.");
        Require(
            options.HalfLife >= TimeSpan.FromSeconds(1) && options.HalfLife.Ticks % TimeSpan.TicksPerSecond == 0,
            $"The half-life is {options.HalfLife}; expected whole seconds, at least 1.");
        var (first, middle, last) = options.Position;
        Require(
            first >= 0 && middle >= 0 && last >= 0 && first + middle + last == 100,
            $"The position shares are {first}, {middle}, {last}; expected three whole percents that sum to 100.");
        Require(
            options.Training is null || options.Training.From <= options.Training.To,
            $"The training range ends before it begins: from {options.Training?.From:yyyy-MM-dd} to {options.Training?.To:yyyy-MM-dd}; expected from <= to.");
        Require(
            options.MarkovOrder is >= 1 and <= MarkovChain.GreatestOrder,
            $"The order of the Markov chain is {options.MarkovOrder}; expected 1 to {MarkovChain.GreatestOrder}.");
        Require(
            options.Currency is null || (options.Currency.Trim().Length == 3 && options.Currency.Trim().All(char.IsAsciiLetter)),
            $"The currency is '{options.Currency}'; expected three letters such as EUR.");
        if (options.TempLimit is { } limit)
            Require(ByteSize.TryParse(limit, out _), $"The limit of temporary files is '{limit}'; expected a number and a unit, such as 20GB or 512MiB.");
        Require(options.Threads is null or >= 1, $"The number of threads is {options.Threads}; expected at least 1.");
    }

    private static void Require(bool holds, string message)
    {
        if (!holds)
            throw new InvalidOptionException(message);
    }
}
