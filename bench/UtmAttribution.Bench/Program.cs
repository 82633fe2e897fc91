using BenchmarkDotNet.Running;
using UtmAttribution.Bench.EndToEnd;

// "e2e" measures the whole product; everything else is BenchmarkDotNet's, which lists the small ones where nothing is named.
if (args is [EndToEndCommand.Name or FloorCommand.Name, ..])
    return EndToEndCommand.Root().Parse(args).Invoke();

BenchmarkSwitcher.FromAssembly(typeof(EndToEndCommand).Assembly).Run(args);
return 0;
