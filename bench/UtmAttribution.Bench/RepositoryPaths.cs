namespace UtmAttribution.Bench;

/// <summary>Where things lie in the repository.</summary>
internal static class RepositoryPaths
{
    private static readonly string Root = FindRoot();

    /// <summary>The product's program, published beside the benchmarks.</summary>
    public static string Program => Path.Combine(AppContext.BaseDirectory, "utm");

    /// <summary>The folder of results.</summary>
    public static string Results => Path.Combine(Root, "bench", "results");

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "UtmAttribution.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException($"No UtmAttribution.sln above '{AppContext.BaseDirectory}'; run the benchmarks from the repository.");
    }
}
