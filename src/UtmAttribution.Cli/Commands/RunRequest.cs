using UtmAttribution.Cli.Output;
using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Sources;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>Everything that <c>utm run</c> was told.</summary>
internal sealed record RunRequest
{
    /// <summary>The rules of the run.</summary>
    public AttributionOptions Options { get; init; } = new();

    /// <summary>Whether only the dates are published that changes of the source have touched since they were published.</summary>
    public bool OnlyChanged { get; init; }

    /// <summary>The folder to read; empty where the source is a database.</summary>
    public string Source { get; init; } = "";

    /// <summary>The database that is named as the source; null where that is <see cref="Source"/> or <see cref="Postgres"/>.</summary>
    public PostgresServer? SourceServer { get; init; }

    /// <summary>The database to publish to, and to read where no other source is named; null where none is.</summary>
    public PostgresServer? Postgres { get; init; }

    /// <summary>The schema of <see cref="Postgres"/> to publish to.</summary>
    public string Schema { get; init; } = PostgresSchema.DefaultName;

    /// <summary>Where the models run.</summary>
    public EngineKind Engine { get; init; } = EngineKind.DuckDb;

    /// <summary>Whether the relations of the models stay in <see cref="Postgres"/>.</summary>
    public bool Keep { get; init; }

    /// <summary>Whether the workers of <see cref="Postgres"/> run the models.</summary>
    public bool Distribute { get; init; }

    /// <summary>How long to wait for another run that publishes there.</summary>
    public TimeSpan LockTimeout { get; init; } = PostgresSink.DefaultLockTimeout;

    /// <summary>Whether a source of its own is named.</summary>
    public bool HasSource => Source.Length > 0 || SourceServer is not null;

    /// <summary>Opens the source; it may read its files with the engine that it is given.</summary>
    public ISource OpenSource(DuckDBDatabase engine) =>
        Source.Length > 0 ? new FileSource(Source, engine) : new PostgresSource(SourceServer ?? Postgres!, Tables);

    /// <summary>The names of the source's tables in PostgreSQL.</summary>
    public PostgresTables Tables { get; init; } = new();

    /// <summary>The folder to publish to; empty for none.</summary>
    public string Out { get; init; } = "";

    /// <summary>Where the log is appended; null for none.</summary>
    public string? LogFile { get; init; }

    /// <summary>How the log is written.</summary>
    public LogFormat LogFormat { get; init; }

    /// <summary>Whether nothing but the log and errors is said while it works.</summary>
    public bool IsSilent => Quiet || (LogFormat == LogFormat.Json && LogFile is null);

    /// <summary>Whether the result is JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Whether there is no talk but errors.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether the log comes on stderr too, and faults with their stack trace.</summary>
    public bool Verbose { get; init; }
}
