namespace UtmAttribution.Tests.Faults;

/// <summary>
/// Chooses cases so that faults, commands, targets and points are each met about as often: the next one is that whose parts were met
/// least so far.
/// </summary>
/// <param name="activities">Those of a backfill to both targets that nothing disturbs.</param>
/// <param name="windows">How many windows it has: each is a run.</param>
/// <param name="random">Decides between equals.</param>
internal sealed class FaultPlan(TracedActivities activities, int windows, Random random)
{
    private static readonly HashSet<string> OfFolder = ["write file", "decide", "move file", "remove file", "write manifest"];
    private static readonly HashSet<string> OfSchema = ["copy rows", "commit transaction"];

    // Signals are what schedulers, people and the system do every day.
    private static readonly Dictionary<Fault, int> Weights = new()
    {
        [Fault.Kill] = 4,
        [Fault.Terminate] = 2,
        [Fault.Interrupt] = 2,
        [Fault.DiskFull] = 1,
        [Fault.ConnectionCut] = 1,
        [Fault.SourceUnreadable] = 1,
        [Fault.TargetDamaged] = 2,
    };

    private readonly Dictionary<object, double> _met = [];
    private readonly List<FaultCase> _cases =
    [
        .. from command in (string[])["run", "backfill"]
           from targets in (Targets[])[Targets.Folder, Targets.Schema, Targets.Both]
           from fault in Weights.Keys
           where (fault != Fault.ConnectionCut || targets.HasFlag(Targets.Schema)) && (fault != Fault.TargetDamaged || targets.HasFlag(Targets.Folder))
           from activity in activities.Names
           where (command == "backfill" || activities.Of(activity).Count >= windows)
               && (!OfFolder.Contains(activity) || targets.HasFlag(Targets.Folder)) && (!OfSchema.Contains(activity) || targets.HasFlag(Targets.Schema))
           from moment in activity != command ? Enum.GetValues<Moment>() : fault == Fault.TargetDamaged ? [Moment.Begin, Moment.Within] : [Moment.Within]
           select new FaultCase(command, targets, fault, activity, moment),
    ];

    /// <summary>The next case.</summary>
    /// <param name="before">The one whose command and targets it is to have; null where any will do.</param>
    public FaultCase Next(FaultCase? before = null)
    {
        var next = _cases.Where(candidate => before is null || (candidate.Command, candidate.Targets) == (before.Command, before.Targets)).MinBy(candidate => Parts(candidate).Sum(part => _met.GetValueOrDefault(part)) + (random.NextDouble() / 100))!;
        foreach (var part in Parts(next))
            _met[part] = _met.GetValueOrDefault(part) + (part is Fault fault ? 12.0 / Weights[fault] : 1);
        return next;
    }

    /// <summary>A point of a case's kind.</summary>
    public FaultPoint Choose(FaultCase @case)
    {
        var spans = activities.Of(@case.Activity);
        // One target has half of what each of two has one of.
        var shares = (@case.Command == "run" ? windows : 1) * (@case.Activity is "publish" or "commit" && @case.Targets != Targets.Both ? 2 : 1);
        var count = Math.Max(1, spans.Count / shares);
        return new(@case.Activity, random.Next(count) + 1, @case.Moment == Moment.End, @case.Moment == Moment.Within ? spans[random.Next(spans.Count)] * random.NextDouble() : TimeSpan.Zero);
    }

    // Stages are many, and have their own turn; where a run publishes is where it can do harm.
    private static IEnumerable<object> Parts(FaultCase @case)
    {
        var kind = @case.IsAnywhere ? "anywhere" : @case.IsPublishing ? "publishing" : "stage";
        return [@case.Fault, (@case.Command, @case.Targets), kind, (kind, @case.Moment), (@case.Activity, @case.Moment), (@case.Fault, kind)];
    }
}
