namespace UtmAttribution.Sources.Postgres;

/// <summary>Gives some bytes of a COPY.</summary>
/// <param name="into">Where they go.</param>
/// <returns>How many; 0 after the last.</returns>
internal delegate int CopyReceiver(Span<byte> into);
