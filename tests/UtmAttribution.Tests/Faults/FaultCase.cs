namespace UtmAttribution.Tests.Faults;

/// <summary>A fault at a kind of point.</summary>
/// <param name="Command">The tool's command.</param>
/// <param name="Targets">What it publishes to.</param>
/// <param name="Fault">What happens.</param>
/// <param name="Activity">The activity at which it does.</param>
/// <param name="Moment">Where in it.</param>
internal sealed record FaultCase(string Command, Targets Targets, Fault Fault, string Activity, Moment Moment)
{
    private static readonly HashSet<string> OfPublishing =
        ["publish", "commit", "write file", "decide", "move file", "remove file", "write manifest", "copy rows", "commit transaction"];

    /// <summary>Whether it is where targets are written and changed.</summary>
    public bool IsPublishing => OfPublishing.Contains(Activity);

    /// <summary>Whether it is at a random moment of the whole, and at no point that has a name.</summary>
    public bool IsAnywhere => Activity == Command && Moment == Moment.Within;

    /// <summary>Whether it is before the command does anything.</summary>
    public bool IsFirst => Activity == Command && Moment == Moment.Begin;
}

/// <summary>Where in an activity.</summary>
internal enum Moment
{
    /// <summary>When it begins.</summary>
    Begin,

    /// <summary>At a random moment of it.</summary>
    Within,

    /// <summary>When it ends.</summary>
    End,
}
