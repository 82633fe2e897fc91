using System.Runtime.InteropServices;

namespace UtmAttribution.Cli;

/// <summary>Turns the first Ctrl-C or termination signal into a cancelled token; the second ends the process at once.</summary>
internal sealed class CancelSignals : IDisposable
{
    private readonly CancellationTokenSource _source = new();
    private readonly Terminal _terminal;
    private readonly PosixSignalRegistration[] _registrations;

    /// <summary>Listens until disposed.</summary>
    public CancelSignals(Terminal terminal)
    {
        _terminal = terminal;
        _registrations = [PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle), PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle)];
    }

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => _source.Token;

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var registration in _registrations)
            registration.Dispose();

        _source.Dispose();
    }

    private void Handle(PosixSignalContext context)
    {
        if (_source.IsCancellationRequested)
        {
            // The process ends here and now: give the cursor back that the progress line hides.
            if (_terminal.ErrorIsTerminal)
                _terminal.Error.Write("\e[?25h");

            return;
        }

        context.Cancel = true;
        _source.Cancel();
    }
}
