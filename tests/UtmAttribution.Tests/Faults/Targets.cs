namespace UtmAttribution.Tests.Faults;

/// <summary>What is published to.</summary>
[Flags]
internal enum Targets
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A folder of Parquet.</summary>
    Folder = 1,

    /// <summary>A schema of PostgreSQL.</summary>
    Schema = 2,

    /// <summary>Both.</summary>
    Both = Folder | Schema,
}
