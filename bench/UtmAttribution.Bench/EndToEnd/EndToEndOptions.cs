namespace UtmAttribution.Bench.EndToEnd;

/// <summary>What is measured, and where the files of it lie.</summary>
/// <param name="Orders">Orders to generate and to run over.</param>
/// <param name="Memory">The engine's memory limit, the same for the run and for the floor.</param>
/// <param name="Threads">The engine's threads, the same for the run and for the floor.</param>
/// <param name="Repeat">How often everything is measured.</param>
/// <param name="Work">The folder for the generated orders, the output and the ready tables; it is kept.</param>
/// <param name="Server">A server without a database, where databases may be made; null to stay with files.</param>
internal sealed record EndToEndOptions(int Orders, string Memory, int Threads, int Repeat, string Work, string? Server = null)
{
    /// <summary>Days that the generated orders and ads are spread over.</summary>
    public const int Days = 120;

    /// <summary>The models of the run.</summary>
    public const string Models = "first_click,last_click,linear,time_decay";

    /// <summary>The generated orders: kept, as they are the same bytes every time.</summary>
    public string Source => Path.Combine(Work, Server is null ? $"orders-{Orders}" : $"orders-{Orders}-clean");

    /// <summary>What the run publishes.</summary>
    public string Published => Path.Combine(Work, $"published-{Orders}");

    /// <summary>The ready tables that the floor writes from.</summary>
    public string Tables => Path.Combine(Work, $"tables-{Orders}.duckdb");

    /// <summary>What the floor writes.</summary>
    public string FloorOutput => Path.Combine(Work, $"floor-{Orders}");

    /// <summary>Where the engine of the run, and of the floor, spills to.</summary>
    public string Spill => Path.Combine(Work, "spill");

    /// <summary>The ready files that psql publishes from.</summary>
    public string WireFiles => Path.Combine(Work, $"wire-{Orders}");
}
