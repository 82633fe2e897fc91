using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using UtmAttribution.Bench.EndToEnd;

// "e2e" measures the whole product; everything else is BenchmarkDotNet's, which lists the small ones where nothing is named.
if (args is [EndToEndCommand.Name or FloorCommand.Name, ..])
    return EndToEndCommand.Root().Parse(args).Invoke();

// In this process: the code that BenchmarkDotNet would generate and build elsewhere knows nothing of central package versions.
var config = DefaultConfig.Instance.AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance));
BenchmarkSwitcher.FromAssembly(typeof(EndToEndCommand).Assembly).Run(args, config);
return 0;
