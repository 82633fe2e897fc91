namespace UtmAttribution.Bench;

/// <summary>Where things lie in the repository.</summary>
internal static class RepositoryPaths
{
    private static readonly string Root = FindRoot();

    /// <summary>The product's program, published beside the benchmarks.</summary>
    /// <exception cref="InvalidOperationException">The benchmarks are not published.</exception>
    public static string Program
    {
        get
        {
            var program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "utm.exe" : "utm");
            return File.Exists(program) ? program : throw new InvalidOperationException($"There is no '{program}'; run the benchmarks by ./bench/published.sh.");
        }
    }

    /// <summary>The folder of results.</summary>
    public static string Results => Path.Combine(Root, "bench", "results");

    /// <summary>A file of what stands beside the product in comparisons.</summary>
    public static string PeerFile(string name) => Path.Combine(Root, "bench", "peers", name);

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "UtmAttribution.sln")))
            folder = folder.Parent;
        return folder?.FullName
            ?? throw new InvalidOperationException($"No UtmAttribution.sln above '{AppContext.BaseDirectory}'; run the benchmarks from the repository.");
    }
}
