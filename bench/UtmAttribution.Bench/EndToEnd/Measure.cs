namespace UtmAttribution.Bench.EndToEnd;

/// <summary>What one piece of work took.</summary>
/// <param name="Wall">Seconds on the clock.</param>
/// <param name="Cpu">Seconds of processor time, user and system, over all threads.</param>
internal sealed record Measure(double Wall, double Cpu)
{
    /// <summary>One after the other.</summary>
    public static Measure operator +(Measure first, Measure second) => new(first.Wall + second.Wall, first.Cpu + second.Cpu);
}

/// <summary>Several repetitions of the same.</summary>
internal sealed record Spread(double Median, double Min, double Max)
{
    /// <summary>Of at least one value.</summary>
    public static Spread Of(IEnumerable<double> values)
    {
        var sorted = values.Order().ToArray();
        var middle = sorted.Length / 2;
        var median = sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        return new(median, sorted[0], sorted[^1]);
    }

    /// <summary>The median, and the ends where there is more than one value.</summary>
    public override string ToString() => Min == Max ? $"{Median:0.00}" : $"{Median:0.00} ({Min:0.00}–{Max:0.00})";
}
