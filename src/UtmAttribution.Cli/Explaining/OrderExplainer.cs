using Microsoft.Extensions.Logging;
using UtmAttribution.DuckDb;
using UtmAttribution.Money;
using UtmAttribution.Sources;

namespace UtmAttribution.Cli.Explaining;

/// <summary>
/// Explains an order from a source: it is looked for first, then what a run does to the three days around it is computed, with the
/// context that a run has. So every figure is the one that a run publishes.
/// </summary>
/// <param name="options">The rules; the dates are the order's.</param>
/// <param name="openSource">Opens the source; it may read its files with the engine that it is given.</param>
/// <param name="logger">Where it tells of its stages.</param>
/// <param name="progress">Hears where it is.</param>
internal sealed class OrderExplainer(AttributionOptions options, Func<DuckDBDatabase, ISource> openSource, ILogger logger, IProgress<RunProgress>? progress)
{
    private static readonly DateTimeOffset Undated = DateTimeOffset.UnixEpoch;

    /// <summary>Explains.</summary>
    /// <param name="orderId">The order.</param>
    /// <param name="warn">Hears what a person should know of the source.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <exception cref="Errors.InvalidInputException">The source has no such order, or can't be used.</exception>
    public Explanation Explain(string orderId, Action<string> warn, CancellationToken cancellation)
    {
        var (rows, lookedAt) = Find(orderId, cancellation);
        var times = rows.Select(row => row.Key.Created).OfType<long>().Select(created => Moments.Utc(created).In(options.TimeZone)).DefaultIfEmpty(Undated).ToList();
        // The row of an ad's hour may have the date before or after the order's, in the account's own zone.
        var dated = options with { From = Date(times.Min()).AddDays(-1), To = Date(times.Max()).AddDays(1) };
        using var run = ComputedRun.Compute(dated, openSource, ComputedOrder.Models.Contains, logger, progress, cancellation);
        foreach (var warning in times is [var only] && only == Undated ? [] : run.Warnings)
            warn(warning);
        return run.Guard(either => Explain(run, orderId, rows, lookedAt, either), cancellation);
    }

    private (IReadOnlyList<SourceOrder> Rows, string LookedAt) Find(string orderId, CancellationToken cancellation)
    {
        using var database = DuckDBDatabase.Open(new() { Threads = options.Threads });
        using var source = openSource(database);
        source.Check(cancellation);
        return (new OrderSearch(source, orderId).Rows(cancellation), source.Description);
    }

    private Explanation Explain(ComputedRun run, string orderId, IReadOnlyList<SourceOrder> rows, string lookedAt, CancellationToken cancellation)
    {
        var computed = new ComputedOrder(run, orderId, cancellation);
        var facts = computed.Facts();
        var row = rows.FirstOrDefault(candidate => candidate.Key == facts.Key) ?? rows[0];
        var isUsed = facts.VisitorNo is not null;
        IReadOnlyList<ExplainedSession> sessions = isUsed && !facts.IsOnlyTest ? new ComputedSessions(run, facts, cancellation).All() : [];
        var explanation = new Explanation
        {
            Answer = "",
            LookedAt = lookedAt,
            Settings = RuleSettings.Of(options),
            Order = Order(facts, row, run.Identity.Currency, orderId, rows.Count),
            Visits = isUsed ? new VisitsFound(row, facts, options).All() : [],
            Sessions = [.. sessions.Select(session => session with { Rules = SessionRules.Of(run.Engine.Connection, run.Rules, session) })],
            Shares = computed.Shares(),
            AdHours = computed.AdHours(),
        };
        return explanation with { Answer = AnswerText.Of(explanation, options) };
    }

    private ExplainedOrder Order(OrderFacts facts, SourceOrder row, string currency, string orderId, int rows)
    {
        var created = facts.Key.Created is { } at ? Moments.Utc(at) : (DateTimeOffset?)null;
        var sourceCurrency = Currencies.Normalize(row.Currency) ?? currency;
        return new()
        {
            OrderId = orderId,
            OrderName = facts.OrderName,
            VisitorId = facts.VisitorId,
            CreatedAt = created,
            CreatedAtLocal = created?.In(options.TimeZone),
            OrderValue = facts.Value,
            OrderCurrency = currency,
            SourceAmount = row.Amount,
            SourceCurrency = sourceCurrency,
            IsConverted = sourceCurrency != currency,
            Counts = facts.IsConversion,
            Reason = facts.Reason ?? (facts.IsCancelled ? "cancelled" : facts.IsOnlyTest ? "test" : null),
            Detail = facts.Reason is not null ? facts.Detail : facts.IsCancelled ? $"cancelled_at: {row.CancelledAt}" : null,
            RowsOfId = rows,
            PartialRejects = [.. facts.Faults.Select(fault => $"{fault.Reason} {fault.Detail}")],
        };
    }

    private static DateOnly Date(DateTimeOffset local) => DateOnly.FromDateTime(local.DateTime);
}
