namespace UtmAttribution.Cli;

/// <summary>What the tool's exit code says to scripts.</summary>
internal static class ExitCodes
{
    /// <summary>Everything was done.</summary>
    public const int Done = 0;

    /// <summary>The data, the target or the machine are at fault; nothing was published.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is at fault; nothing was started.</summary>
    public const int Misuse = 2;

    /// <summary>The ledger does not balance, or a published folder is not what its manifest says.</summary>
    public const int NotReconciled = 3;

    /// <summary>Stopped by Ctrl-C or a termination signal.</summary>
    public const int Cancelled = 130;
}
