using System.Globalization;
using System.Runtime.InteropServices;
using UtmAttribution.DuckDb;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Where and with what something was measured.</summary>
/// <param name="Cpu">The processor's name.</param>
/// <param name="Cores">Cores that the process may use.</param>
/// <param name="Load">Processes that were running or waiting in the minute before, on average.</param>
/// <param name="Versions">System, runtime and engine.</param>
/// <param name="Date">The day, UTC.</param>
internal sealed record Machine(string Cpu, int Cores, string Load, string Versions, DateOnly Date)
{
    /// <summary>All of it in a line.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Date:yyyy-MM-dd}, {Cpu}, {Cores} cores, load before {Load}, {Versions}");

    /// <summary>This machine, now.</summary>
    public static Machine Here() => new(
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ?? "unknown",
        Environment.ProcessorCount,
        File.ReadAllText("/proc/loadavg").Split(' ')[0],
        $"{RuntimeInformation.FrameworkDescription}, DuckDB {DuckDBDatabase.EngineVersion}, {RuntimeInformation.RuntimeIdentifier}",
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime));
}
