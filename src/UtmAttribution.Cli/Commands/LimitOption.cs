using UtmAttribution.Cli.Parsing;

namespace UtmAttribution.Cli.Commands;

/// <summary>An engine's limit as an option of one command.</summary>
/// <param name="Option">The option.</param>
/// <param name="Apply">Sets what was given.</param>
internal sealed record LimitOption(TextOption Option, Func<AttributionOptions, Given, AttributionOptions> Apply)
{
    /// <summary>Those of all limits.</summary>
    public static IReadOnlyList<LimitOption> All() =>
        [.. EngineLimit.All.Select(limit => new LimitOption(new(limit.Name, limit.Value, limit.Help) { Default = limit.Default }, limit.Apply))];
}
