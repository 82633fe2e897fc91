using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace UtmAttribution.Bench.Pieces;

/// <summary>Runs the pieces and keeps their tables, for each processor apart: times of one say nothing of another.</summary>
internal static class Suite
{
    // In this process: the project that BenchmarkDotNet would write and build elsewhere knows nothing of central package versions.
    private static readonly Job InThisProcess = Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance);

    /// <summary>Runs those that the arguments name, as BenchmarkDotNet reads them; where they name none it lists all and asks.</summary>
    /// <returns>0; 1 where one of them failed.</returns>
    public static int Run(string[] args)
    {
        var config = DefaultConfig.Instance.AddJob(InThisProcess).AddColumn(StatisticColumn.OperationsPerSecond);
        var summaries = BenchmarkSwitcher.FromAssembly(typeof(Suite).Assembly).Run(args, config).ToList();
        foreach (var summary in summaries)
        {
            var folder = Path.Combine(RepositoryPaths.Results, "pieces", Slug(Processor(summary.HostEnvironmentInfo.ToFormattedString())));
            Directory.CreateDirectory(folder);
            foreach (var question in summary.BenchmarksCases.Select(one => one.Descriptor.Type).Distinct())
                File.Copy(Path.Combine(summary.ResultsDirectoryPath, $"{question.FullName}-report-github.md"), Path.Combine(folder, $"{question.Name}.md"), overwrite: true);
        }

        return summaries.Any(HasFailed) ? 1 : 0;
    }

    /// <summary>Runs classes in less time and without a word, for their medians.</summary>
    /// <exception cref="InvalidOperationException">One of them failed.</exception>
    public static IReadOnlyList<Summary> RunBriefly(Type[] classes)
    {
        var folder = Directory.CreateTempSubdirectory("utm-pieces-");
        try
        {
            var config = ManualConfig.CreateEmpty()
                .AddJob(InThisProcess.WithWarmupCount(1).WithIterationCount(5).WithIterationTime(Perfolizer.Horology.TimeInterval.FromMilliseconds(100)))
                .AddLogger(NullLogger.Instance)
                .AddColumnProvider(DefaultColumnProviders.Instance)
                .WithArtifactsPath(folder.FullName)
                .WithOptions(ConfigOptions.DisableLogFile);
            Summary[] summaries = BenchmarkRunner.Run(classes, config);
            if (summaries.FirstOrDefault(HasFailed) is { } failed)
                throw new InvalidOperationException($"{failed.Title} failed; run ./bench/suite.sh to see why.");
            return summaries;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static bool HasFailed(Summary summary) =>
        summary.HasCriticalValidationErrors || summary.Reports.Length < summary.BenchmarksCases.Length || summary.Reports.Any(report => report.ResultStatistics is null);

    // The second line begins with it: AMD EPYC 2.60GHz, 1 CPU, 2 logical and 2 physical cores.
    private static string Processor(IEnumerable<string> environment) => environment.ElementAt(1).Split(',')[0];

    private static string Slug(string name) =>
        string.Join('-', string.Concat(name.Select(letter => char.IsAsciiLetterOrDigit(letter) ? char.ToLowerInvariant(letter) : ' ')).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
