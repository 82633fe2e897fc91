using UtmAttribution.Options;
using UtmAttribution.Sinks.Postgres;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Pipeline;
using UtmAttribution.Tests.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

/// <summary>The sample, published under all models into tables and, side by side, into a folder; once with whole tables, once with months.</summary>
public sealed class SampleTargets : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Publishes both.</summary>
    public SampleTargets() => (Whole, Months) = (Publish("whole", new()), Publish("months", new() { PartitionByMonth = true }));

    internal TestDatabase Database { get; } = new();

    internal Published Whole { get; }

    internal Published Months { get; }

    /// <summary>The definitions of all indexes of a target, in order.</summary>
    internal static List<string> Indexes(TargetSchema target) =>
        [.. target.Database.Rows($"select indexdef from pg_indexes where schemaname = '{target.Schema.Name}' order by 1").Select(row => row[0]!)];

    /// <inheritdoc/>
    public void Dispose()
    {
        Database.Dispose();
        _folder.Dispose();
    }

    private Published Publish(string name, SchemaLayout layout)
    {
        var target = new TargetSchema(Database, name, layout);
        var indexes = Indexes(target);
        var report = target.Run(SampleRun.Source, new() { TimeZone = "Asia/Kolkata", Models = [.. OptionNames.Models.Keys] }, _folder[name]);
        return new(target, _folder[name], report, indexes);
    }

    /// <summary>A target with what was published into it.</summary>
    /// <param name="Target">The tables.</param>
    /// <param name="Folder">The folder with the same.</param>
    /// <param name="Report">What the run told.</param>
    /// <param name="IndexesBefore">The indexes that the tables had before.</param>
    internal sealed record Published(TargetSchema Target, string Folder, RunReport Report, IReadOnlyList<string> IndexesBefore);
}
