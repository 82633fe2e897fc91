using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;

// Waiting for a database's bytes costs a third where the thread that hears of them goes on with them. Read once, at the first socket.
Environment.SetEnvironmentVariable("DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS", "1");
return CommandLine.Run(args, Terminal.OfProcess(), RunCommand.Pipeline);
