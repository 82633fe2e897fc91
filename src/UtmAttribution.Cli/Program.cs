using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;

return CommandLine.Run(args, Terminal.OfProcess(), RunCommand.Pipeline);
