using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using UtmAttribution.Bench;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Bench.Peers;
using UtmAttribution.Bench.Postgres;

// "e2e" measures the whole product, "pg" loading from PostgreSQL, "pg-run" a run from PostgreSQL to PostgreSQL, "engines" both engines, "peers" other ways to the same rows; everything else is BenchmarkDotNet's, which lists the small ones where nothing is named.
if (args is [EndToEndCommand.Name or FloorCommand.Name, ..])
    return EndToEndCommand.Root().Parse(args).Invoke();

if (args is [LoadCommand.Name or LoadCommand.LoadName, ..])
    return LoadCommand.Root().Parse(args).Invoke();

if (args is [RunCommand.Name, ..])
    return RunCommand.Root().Parse(args).Invoke();

if (args is [EnginesCommand.Name, ..])
    return EnginesCommand.Root().Parse(args).Invoke();

if (args is [PeersCommand.Name or PeersCommand.RowsName, ..])
    return PeersCommand.Root().Parse(args).Invoke();

// In this process: the project that BenchmarkDotNet would write and build elsewhere knows nothing of central package versions.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
var summaries = BenchmarkSwitcher.FromAssembly(typeof(EndToEndCommand).Assembly).Run(args, config);
foreach (var table in summaries.SelectMany(summary => Directory.GetFiles(summary.ResultsDirectoryPath, "*-report-github.md")).Distinct(StringComparer.Ordinal))
{
    var question = Path.GetFileName(table).Split('.')[^2].Split('-')[0];
    File.Copy(table, Path.Combine(Directory.CreateDirectory(RepositoryPaths.Results).FullName, $"{question}.md"), overwrite: true);
}

return 0;
