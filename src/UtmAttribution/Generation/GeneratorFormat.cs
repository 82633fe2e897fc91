namespace UtmAttribution.Generation;

/// <summary>The file format of generated orders and ad hours.</summary>
public enum GeneratorFormat
{
    /// <summary>Parquet, compressed with zstd.</summary>
    Parquet,

    /// <summary>CSV with a header (RFC 4180, lines end with LF).</summary>
    Csv,
}
