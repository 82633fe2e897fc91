using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>A way through the product: where a run reads, and where it publishes.</summary>
/// <param name="Name">The way as the tables name it.</param>
/// <param name="FromDatabase">It reads the database, else the files.</param>
/// <param name="ToFiles">It publishes Parquet.</param>
/// <param name="ToDatabase">It publishes to a fresh database.</param>
internal sealed record RunWay(string Name, bool FromDatabase, bool ToFiles, bool ToDatabase)
{
    /// <summary>The way that needs no server.</summary>
    public static readonly RunWay Files = new("files → Parquet", FromDatabase: false, ToFiles: true, ToDatabase: false);

    private static readonly IReadOnlyList<RunWay> WithServer =
    [
        Files,
        new("files → PostgreSQL", FromDatabase: false, ToFiles: false, ToDatabase: true),
        new("PostgreSQL → Parquet", FromDatabase: true, ToFiles: true, ToDatabase: false),
        new("PostgreSQL → PostgreSQL", FromDatabase: true, ToFiles: false, ToDatabase: true),
        new("files → both", FromDatabase: false, ToFiles: true, ToDatabase: true),
    ];

    /// <summary>Targets that the rows are published to.</summary>
    public int Targets => (ToFiles ? 1 : 0) + (ToDatabase ? 1 : 0);

    /// <summary>The kinds of floor that stand against the way, one after the other.</summary>
    public IEnumerable<string> Floors => [FromDatabase ? WireFloor.OutKind : Floor.ScanKind, .. PublishFloors];

    /// <summary>The kinds of floor that stand against its publishing.</summary>
    public IEnumerable<string> PublishFloors => [.. ToFiles ? [Floor.WriteKind] : Array.Empty<string>(), .. ToDatabase ? [WireFloor.InKind] : Array.Empty<string>()];

    /// <summary>What its whole run may take at most, as a multiple of its floors' wall time; null where nothing is aimed at.</summary>
    public double? Aim => (FromDatabase, ToFiles, ToDatabase) switch
    {
        (false, true, false) => 2.5,
        (true, false, true) => 1.2,
        _ => null,
    };

    /// <summary>What its publishing may take at most, as a multiple of its floors' wall time; null where nothing is aimed at.</summary>
    public double? PublishAim => this is { FromDatabase: true, ToFiles: false } ? 1.15 : null;

    /// <summary>The ways that can be gone.</summary>
    /// <param name="hasServer">There is a server to read from and to publish to.</param>
    public static IReadOnlyList<RunWay> All(bool hasServer) => hasServer ? WithServer : [Files];
}
