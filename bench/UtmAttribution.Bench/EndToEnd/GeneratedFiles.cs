namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Generated orders as files: made once and kept, as they are the same bytes every time.</summary>
internal static class GeneratedFiles
{
    /// <summary>Makes them, whole or not at all, unless they are there.</summary>
    /// <param name="folder">Their folder.</param>
    /// <param name="orders">How many orders.</param>
    /// <param name="isClean">Whether no order is broken, as a database can't hold what is.</param>
    public static void Make(string folder, int orders, bool isClean)
    {
        if (Directory.Exists(folder))
            return;
        Console.Error.WriteLine($"generating {orders:N0} orders");
        var half = folder + ".part";
        if (Directory.Exists(half))
            Directory.Delete(half, recursive: true);
        ChildProcess.Run(
            RepositoryPaths.Program,
            ["generate", "--orders", $"{orders}", "--days", $"{EndToEndOptions.Days}", "--seed", "1", "--out", half, "--quiet",
            .. isClean ? ["--hostile", "0"] : Array.Empty<string>()]);
        Directory.Move(half, folder);
    }
}
