using UtmAttribution.Postgres;
using UtmAttribution.Sources.Postgres;

namespace UtmAttribution.Cli.Commands;

/// <summary>Everything that <c>utm run</c> was told.</summary>
internal sealed record RunRequest
{
    /// <summary>The rules of the run.</summary>
    public AttributionOptions Options { get; init; } = new();

    /// <summary>The folder to read; empty where the source is <see cref="Postgres"/>.</summary>
    public string Source { get; init; } = "";

    /// <summary>The PostgreSQL database; null where none is named.</summary>
    public PostgresServer? Postgres { get; init; }

    /// <summary>The names of the source's tables in PostgreSQL.</summary>
    public PostgresTables Tables { get; init; } = new();

    /// <summary>The folder to publish to.</summary>
    public string Out { get; init; } = "";

    /// <summary>Where the log is appended; null for none.</summary>
    public string? LogFile { get; init; }

    /// <summary>Whether the result is JSON.</summary>
    public bool Json { get; init; }

    /// <summary>Whether there is no talk but errors.</summary>
    public bool Quiet { get; init; }

    /// <summary>Whether the log comes on stderr too, and faults with their stack trace.</summary>
    public bool Verbose { get; init; }
}
