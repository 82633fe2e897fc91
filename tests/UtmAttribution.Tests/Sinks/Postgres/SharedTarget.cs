using UtmAttribution.Options;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>A target that the tests of a class share, each of which ends a run in its midst: it has rows, and the next run that completes gives it others.</summary>
internal static class SharedTarget
{
    private const string Name = "shared";

    private static readonly AttributionOptions Net = GeneratedShop.Options with { Revenue = RevenueBasis.Net };

    /// <summary>The target, filled where it is not yet, and the options of the next run.</summary>
    public static (TargetSchema Target, AttributionOptions Next) Of(TestDatabase database, GeneratedShop shop)
    {
        var target = new TargetSchema(database, Name);
        if (Runs(target) == 0)
            target.Run(shop.Source, Net);
        var newest = database.Scalar<string>($"select options ->> 'revenue' from {target.Table("utm_runs")} order by published_at desc limit 1");
        return (target, newest == "net" ? GeneratedShop.Options : Net);
    }

    /// <summary>How many runs it has seen through.</summary>
    public static long Runs(TargetSchema target) => target.Database.Scalar<long>($"select count(*) from {target.Table("utm_runs")}");
}
