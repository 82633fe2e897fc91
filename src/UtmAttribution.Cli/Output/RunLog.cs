using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Extensions.Logging;
using ILogger = Microsoft.Extensions.Logging.ILogger;

namespace UtmAttribution.Cli.Output;

/// <summary>The log of a run: to a file, to stderr with <c>--verbose</c>, or to nowhere.</summary>
internal sealed class RunLog : IDisposable
{
    private readonly SerilogLoggerFactory? _factory;

    private RunLog(SerilogLoggerFactory? factory) => _factory = factory;

    /// <summary>Where the run logs to.</summary>
    public ILogger Logger => _factory?.CreateLogger("utm") ?? (ILogger)NullLogger.Instance;

    /// <summary>Opens the log.</summary>
    /// <param name="file">The file that it is appended to; null for none.</param>
    /// <param name="terminal">Shows it with <c>--verbose</c>, and where it is JSON and there is no file.</param>
    /// <param name="format">How it is written.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static RunLog Open(string? file, Terminal terminal, LogFormat format = LogFormat.Text)
    {
        var isShown = terminal.Verbose || (format == LogFormat.Json && file is null);
        if (file is null && !isShown)
            return new RunLog(null);

        var log = new LoggerConfiguration().MinimumLevel.Is(terminal.Verbose ? LogEventLevel.Debug : LogEventLevel.Information);
        if (file is not null)
        {
            CheckWritable(file);
            if (format == LogFormat.Json)
                log.WriteTo.File(new JsonLines(), file);
            else
                log.WriteTo.File(file, outputTemplate: "{Timestamp:yyyy-MM-dd'T'HH:mm:ss.fffzzz} {Level:u3} {Message:lj}{NewLine}{Exception}");
        }

        if (isShown)
            log.WriteTo.Sink(new TalkSink(terminal, format));

        return new RunLog(new SerilogLoggerFactory(log.CreateLogger(), dispose: true));
    }

    /// <summary>Does the work of the command; a failure is logged before it is told.</summary>
    public T Watch<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            Log.Failed(Logger, fault.Message);
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _factory?.Dispose();

    /// <summary>The file sink would pass over a file that it cannot open.</summary>
    private static void CheckWritable(string file)
    {
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(file)) is { } folder)
                Directory.CreateDirectory(folder);

            File.Open(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite).Dispose();
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"--log-file: \"{file}\" cannot be written: {fault.Message}", fault);
        }
    }

    private sealed class TalkSink(Terminal terminal, LogFormat format) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            if (format == LogFormat.Json)
            {
                terminal.Say(JsonLines.Line(logEvent));
                return;
            }

            var level = logEvent.Level.ToString().ToLowerInvariant();
            terminal.Say($"{level}: {logEvent.RenderMessage()}{(logEvent.Exception is { } fault ? $"\n{fault}" : "")}");
        }
    }
}
