namespace UtmAttribution.Tests.Faults;

/// <summary>What may happen to a run.</summary>
internal enum Fault
{
    /// <summary>SIGKILL: the process is gone at once.</summary>
    Kill,

    /// <summary>SIGTERM, as schedulers send it.</summary>
    Terminate,

    /// <summary>SIGINT, as Ctrl-C sends it.</summary>
    Interrupt,

    /// <summary>From there on no file takes another byte.</summary>
    DiskFull,

    /// <summary>All connections to the database are cut.</summary>
    ConnectionCut,

    /// <summary>A file of the source is cut short, gone, or a folder in its place.</summary>
    SourceUnreadable,

    /// <summary>A file or folder of the target is cut short, can't be read or written, or is something else.</summary>
    TargetDamaged,
}
