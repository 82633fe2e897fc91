namespace UtmAttribution.Cli.Output;

/// <summary>The lines that tell how a run goes.</summary>
internal static class ProgressText
{
    private const int NameWidth = 34;
    private const int WidestBar = 30;
    private const int NarrowestBar = 8;

    /// <summary>A stage that is over, for a log: <c>sessions: 1,234 rows in 0.42 s</c>.</summary>
    public static string Finished(StageNow stage) =>
        $"{stage.Stage}: {(stage.Counts ? $"{Figures.Count(stage.Done, stage.Unit)} in " : "")}{Figures.Time(stage.Elapsed)}";

    /// <summary>A stage that lasts, for a log: <c>sessions: 1,234 of 5,000 rows, 25 %, 12 s left</c>.</summary>
    public static string Lasting(StageNow stage) =>
        $"{stage.Stage}: {string.Join(", ", Parts(stage).DefaultIfEmpty("running").Append($"{Figures.RoughTime(stage.Elapsed)} so far"))}";

    /// <summary>A stage that is over, for the screen, in columns.</summary>
    public static string FinishedRow(StageNow stage, bool unicode)
    {
        var count = stage.Counts ? Figures.Count(stage.Done, stage.Unit) : "";
        return $"{(unicode ? "✓" : "*")} {Fit(stage.Stage)} {count,20} {Figures.Time(stage.Elapsed),12}";
    }

    /// <summary>A stage that lasts, for the bottom line of a screen: never wider than that.</summary>
    public static string LiveRow(StageNow stage, int width, bool unicode)
    {
        var line = $"  {Fit(stage.Stage)} ";
        var figures = string.Join("  ", Parts(stage).DefaultIfEmpty(Figures.RoughTime(stage.Elapsed)));
        var room = Math.Min(WidestBar, width - line.Length - figures.Length - 3);
        if (stage.Share is { } share && room >= NarrowestBar)
            line += Bar(share, room, unicode) + "  ";

        line += figures;
        return line.Length < width ? line : line[..Math.Max(0, width - 1)];
    }

    private static IEnumerable<string> Parts(StageNow stage)
    {
        if (stage.Counts)
        {
            yield return stage.Total is { } total
                ? $"{Figures.Count(stage.Done)} of {Figures.Count(total, stage.Unit)}"
                : Figures.Count(stage.Done, stage.Unit);
        }

        if (stage.Share is { } share)
            yield return $"{Math.Floor(share * 100):0} %";

        if (stage.Rate is { } rate)
            yield return $"{Figures.Count(rate)}/s";

        if (stage.Left is { } left)
            yield return $"{Figures.RoughTime(left)} left";
    }

    private static string Bar(double share, int width, bool unicode)
    {
        var done = (int)(share * width);
        return unicode
            ? new string('━', done) + new string('─', width - done)
            : $"[{new string('#', Math.Max(0, done - 2)).PadRight(width - 2, '.')}]";
    }

    private static string Fit(string name) => name.Length <= NameWidth ? name.PadRight(NameWidth) : name[..NameWidth];
}
