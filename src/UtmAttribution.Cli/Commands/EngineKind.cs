namespace UtmAttribution.Cli.Commands;

/// <summary>Where the models of a run can run.</summary>
internal enum EngineKind
{
    /// <summary>In this process.</summary>
    DuckDb,

    /// <summary>In the database that the run publishes to.</summary>
    Postgres,
}
