using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Bench.Guarding;
using UtmAttribution.Bench.Pieces;
using UtmAttribution.Bench.Postgres;

// "guard" compares ratios with those of before, "e2e" measures the whole product, "pg" loading from PostgreSQL, "pg-run" a run from PostgreSQL to PostgreSQL, "engines" both engines; everything else is BenchmarkDotNet's, which lists the small ones where nothing is named.
if (args is [EndToEndCommand.Name or FloorCommand.Name, ..])
    return EndToEndCommand.Root().Parse(args).Invoke();

if (args is [LoadCommand.Name or LoadCommand.LoadName, ..])
    return LoadCommand.Root().Parse(args).Invoke();

if (args is [RunCommand.Name, ..])
    return RunCommand.Root().Parse(args).Invoke();

if (args is [GuardCommand.Name, ..])
    return GuardCommand.Root().Parse(args).Invoke();

if (args is [EnginesCommand.Name, ..])
    return EnginesCommand.Root().Parse(args).Invoke();

return Suite.Run(args);
