namespace UtmAttribution.Cli.Output;

/// <summary>Figures as people read them: thousands separated, times and sizes in fitting units.</summary>
internal static class Figures
{
    /// <summary>A whole number, such as <c>1,234,567</c>.</summary>
    public static string Count(long number) => number.ToString("N0");

    /// <summary>A count with its unit, such as <c>1 row</c> or <c>1,234 rows</c>.</summary>
    public static string Count(long number, string unit) =>
        $"{Count(number)} {(number == 1 && unit.EndsWith('s') ? unit[..^1] : unit)}";

    /// <summary>An amount with all its digits, but no more zeros at the end than cents need.</summary>
    public static string Amount(decimal amount)
    {
        // Division by a one with all decimals drops the zeros at the end.
        var significant = (amount / 1.0000000000000000000000000000m).Scale;
        return amount.ToString($"N{Math.Max(significant, Math.Min(amount.Scale, (byte)2))}");
    }

    /// <summary>A time span, such as <c>0.42 s</c>, <c>12.3 s</c>, <c>2 min 05 s</c> or <c>1 h 02 min</c>.</summary>
    public static string Time(TimeSpan span) => span.TotalSeconds switch
    {
        < 9.995 => $"{span.TotalSeconds:0.00} s",
        < 59.95 => $"{span.TotalSeconds:0.0} s",
        < 3_600 => $"{(int)span.TotalMinutes} min {span.Seconds:00} s",
        _ => $"{(long)span.TotalHours} h {span.Minutes:00} min",
    };

    /// <summary>A time that is an estimate: whole seconds.</summary>
    public static string RoughTime(TimeSpan span) =>
        span.TotalSeconds <= 59 ? $"{Math.Ceiling(span.TotalSeconds):0} s" : Time(TimeSpan.FromSeconds(Math.Max(60, Math.Round(span.TotalSeconds))));

    /// <summary>A size in units of 1,000, such as <c>12.3 MB</c>.</summary>
    public static string Size(long bytes) => bytes switch
    {
        < 1_000 => $"{bytes} B",
        < 1_000_000 => $"{bytes / 1e3:0.0} kB",
        < 1_000_000_000 => $"{bytes / 1e6:0.0} MB",
        _ => $"{bytes / 1e9:#,##0.0} GB",
    };
}
