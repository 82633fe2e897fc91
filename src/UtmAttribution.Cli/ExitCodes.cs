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

    /// <summary>Of <c>utm diff</c>, as of <c>diff</c> and <c>cmp</c>: the outputs are different.</summary>
    public const int Different = 1;

    /// <summary>Of <c>utm diff</c>, as of <c>diff</c> and <c>cmp</c>: nothing was compared, whoever is at fault, so that 1 always means different.</summary>
    public const int Trouble = 2;

    /// <summary>Stopped by Ctrl-C or a termination signal.</summary>
    public const int Cancelled = 130;
}
