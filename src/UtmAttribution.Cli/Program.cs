using UtmAttribution.Cli;

return CommandLine.Run(args, Terminal.OfProcess(), new LibraryCalls());
