namespace UtmAttribution.Sinks.Postgres;

/// <summary>How the tables of a new schema are laid out.</summary>
public sealed record SchemaLayout
{
    /// <summary>Whether the big tables are partitioned by month. Default false.</summary>
    public bool PartitionByMonth { get; init; }

    /// <summary>Whether the sessions and the shares of orders lie on the workers of a distributed server. Default false.</summary>
    public bool Distributed { get; init; }

    /// <summary>Whether there is <c>mv_utm_daily_summary</c>, which every run refreshes. Default false.</summary>
    public bool Materialized { get; init; }
}

/// <summary>What became of a schema.</summary>
/// <param name="From">The version before; 0 where there was none.</param>
/// <param name="To">The version now.</param>
/// <param name="Repairs">What was made again, or could not be, a sentence each.</param>
public sealed record SchemaChange(int From, int To, IReadOnlyList<string> Repairs);
