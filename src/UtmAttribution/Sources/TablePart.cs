namespace UtmAttribution.Sources;

/// <summary>Files of one table that are read in one go: of one format and, where it matters, with the same columns.</summary>
/// <param name="Files">The files.</param>
/// <param name="ScanOf">What stands behind <c>from</c> to read some of them.</param>
/// <param name="Types">Their columns, in any case, with the engine's types.</param>
internal sealed record TablePart(IReadOnlyList<TableFile> Files, Func<IReadOnlyList<TableFile>, string> ScanOf, IReadOnlyDictionary<string, string> Types)
{
    /// <summary>What stands behind <c>from</c> to read all of them.</summary>
    public string Scan => ScanOf(Files);

    /// <summary>What all the files are.</summary>
    public FileFormat Format => Files[0].Format;
}
