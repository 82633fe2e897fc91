using UtmAttribution.Bench.Postgres;

namespace UtmAttribution.Bench.EndToEnd;

/// <summary>Runs the product over the generated orders, in a process of its own.</summary>
/// <param name="options">What to run, and where its files lie.</param>
/// <param name="server">Where databases are; null without a server.</param>
internal sealed class ProductRun(EndToEndOptions options, BenchServer? server)
{
    /// <summary>The database that a run publishes to; it is there until the next run makes it anew.</summary>
    public const string Target = "utm_bench_ours";

    /// <summary>Generates the files, and the database where there is a server, unless they are there.</summary>
    public void Generate()
    {
        Directory.CreateDirectory(options.Work);
        server?.Source(options.Orders);
        // A database can't hold what is broken, and both hold the same.
        GeneratedFiles.Make(options.Source, options.Orders, isClean: server is not null);
    }

    /// <summary>Runs it once, into an empty folder, a fresh database, or both.</summary>
    public RunMeasure Run(RunWay way)
    {
        foreach (var folder in new[] { options.Published, options.Spill })
        {
            if (Directory.Exists(folder))
                Directory.Delete(folder, recursive: true);
        }

        List<string> arguments = ["run", "--source", way.FromDatabase ? server!.Source(options.Orders) : options.Source];
        if (way.ToFiles)
            arguments.AddRange("--out", options.Published);
        if (way.ToDatabase)
            arguments.AddRange("--postgres", server!.MakeTarget(Target));
        arguments.AddRange(
            "--models", EndToEndOptions.Models, "--memory", options.Memory, "--threads", $"{options.Threads}", "--temp-dir", options.Spill, "--json", "--quiet");
        using var spill = new FolderWatch(options.Spill);
        var (took, peak, output) = ChildProcess.Run(RepositoryPaths.Program, [.. arguments]);
        return RunMeasure.Of(took, peak, spill.PeakBytes, output);
    }
}
