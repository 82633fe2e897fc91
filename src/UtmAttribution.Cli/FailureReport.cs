using System.CommandLine;
using UtmAttribution.Backfilling;
using UtmAttribution.Cli.Parsing;
using UtmAttribution.DuckDb;
using UtmAttribution.Errors;

namespace UtmAttribution.Cli;

/// <summary>The one place that turns what went wrong into words on stderr and an exit code.</summary>
internal static class FailureReport
{
    /// <summary>Says what went wrong and returns the exit code.</summary>
    /// <param name="failure">What went wrong.</param>
    /// <param name="whenCancelled">What to say where nothing did, and somebody stopped the work.</param>
    /// <param name="failureCode">The exit code where the data, the target or the machine are at fault.</param>
    /// <param name="terminal">Where to say it.</param>
    public static int Write(Exception failure, string whenCancelled, int failureCode, Terminal terminal)
    {
        var fault = Unwrap(failure);
        if (fault is OperationCanceledException)
        {
            terminal.Say(whenCancelled);
            return ExitCodes.Cancelled;
        }

        var (code, message) = Judge(fault);
        terminal.Fail(fault.Data[BackfillWindow.FaultKey] is BackfillWindow window ? InWindow(window, message) : message);
        if (terminal.Verbose)
            terminal.Say(failure.ToString());

        return code == ExitCodes.Failed ? failureCode : code;
    }

    /// <summary>Says what is wrong with a command line that could not be read.</summary>
    public static int WriteMisuse(ParseResult parse, Terminal terminal)
    {
        terminal.Fail(Misuse.Describe(parse));
        return ExitCodes.Misuse;
    }

    private static (int Code, string Message) Judge(Exception fault) => fault switch
    {
        InvalidOptionException => (ExitCodes.Misuse, fault.Message),
        LedgerException => (ExitCodes.NotReconciled, fault.Message),
        InvalidInputException or ServerException or PublishException or ResourceException or ModelException => (ExitCodes.Failed, fault.Message),
        DuckDBException or DllNotFoundException => (ExitCodes.Failed, fault.Message),
        IOException or UnauthorizedAccessException => (ExitCodes.Failed, fault.Message),
        OutOfMemoryException => (ExitCodes.Failed, "out of memory: lower --memory, so that the engine spills to --temp-dir sooner"),
        _ => (ExitCodes.Failed, $"unexpected fault ({fault.GetType().Name}): {fault.Message}\nThis is a bug of the tool; --verbose shows where it happened."),
    };

    private static string InWindow(BackfillWindow window, string message)
    {
        var before = window.Number == 1 ? "" : " The windows above are published; the same command goes on after them.";
        return $"window {window.Number} of {window.Count}, {window.From:yyyy-MM-dd} to {window.To:yyyy-MM-dd}: {message}{before}";
    }

    /// <summary>The fault itself, without the wrappers that tasks and type initialisers put around it.</summary>
    private static Exception Unwrap(Exception failure) => failure switch
    {
        AggregateException { InnerExceptions: [var only] } => Unwrap(only),
        TypeInitializationException { InnerException: { } inner } => Unwrap(inner),
        _ => failure,
    };
}
