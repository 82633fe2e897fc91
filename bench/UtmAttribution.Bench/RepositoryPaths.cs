namespace UtmAttribution.Bench;

/// <summary>Where things lie in the repository.</summary>
internal static class RepositoryPaths
{
    private static readonly string Root = FindRoot();

    /// <summary>The product's program, built in the configuration of the benchmarks.</summary>
    public static string Program
    {
        get
        {
            var framework = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Combine(Root, "src", "UtmAttribution.Cli", "bin", framework.Parent!.Name, framework.Name, "utm");
        }
    }

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
