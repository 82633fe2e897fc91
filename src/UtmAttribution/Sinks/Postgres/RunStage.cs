namespace UtmAttribution.Sinks.Postgres;

/// <summary>A stage as the column <c>stages</c> of <c>utm_runs</c> has it.</summary>
/// <param name="Stage">The stage's name.</param>
/// <param name="Seconds">Wall time.</param>
/// <param name="CpuSeconds">What all threads of the process together worked.</param>
/// <param name="Rows">Rows that the stage read or made.</param>
/// <param name="PeakMemoryBytes">The largest resident memory that the process has had until the stage ended.</param>
internal sealed record RunStage(string Stage, double Seconds, double CpuSeconds, long Rows, long PeakMemoryBytes)
{
    /// <summary>The same in seconds.</summary>
    public static RunStage Of(StageTime time) => new(time.Stage, time.Elapsed.TotalSeconds, time.Cpu.TotalSeconds, time.Rows, time.PeakMemoryBytes);
}
