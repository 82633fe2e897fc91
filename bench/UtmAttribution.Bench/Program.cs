using UtmAttribution.Bench.Curve;
using UtmAttribution.Bench.EndToEnd;
using UtmAttribution.Bench.Guarding;
using UtmAttribution.Bench.Peers;
using UtmAttribution.Bench.Pieces;
using UtmAttribution.Bench.Postgres;

// What has no command of its own here is BenchmarkDotNet's, which lists the pieces where nothing is named.
return args switch
{
    [EndToEndCommand.Name or FloorCommand.Name, ..] => EndToEndCommand.Root().Parse(args).Invoke(),
    [LoadCommand.Name or LoadCommand.LoadName, ..] => LoadCommand.Root().Parse(args).Invoke(),
    [EnginesCommand.Name, ..] => EnginesCommand.Root().Parse(args).Invoke(),
    [PeersCommand.Name or PeersCommand.RowsName, ..] => PeersCommand.Root().Parse(args).Invoke(),
    [CurveCommand.Name, ..] => CurveCommand.Root().Parse(args).Invoke(),
    [GuardCommand.Name, ..] => GuardCommand.Root().Parse(args).Invoke(),
    _ => Suite.Run(args),
};
