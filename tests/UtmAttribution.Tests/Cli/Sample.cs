namespace UtmAttribution.Tests.Cli;

/// <summary>A small report with everything that a report can have.</summary>
internal static class Sample
{
    public static RunReport Report { get; } = new()
    {
        BatchId = "batch-1",
        Engine = "DuckDB v1.5.5",
        From = new DateOnly(2026, 1, 1),
        To = new DateOnly(2026, 3, 1),
        TimeZone = "Europe/Berlin",
        Currency = "EUR",
        Datasets = [new("utm_sessions", 2_345_678, 91, 123_456_789), new("utm_rejects", 0, 0, 0)],
        Ledger = new Ledger(
        [
            new("orders", "rows", 100_000, 100_000, [new("conversions", 99_000), new("rejected bad_amount", 1_000)]),
            new("revenue, linear", "EUR", 1_234.5000m, 1_234.5000m, [new("attributed_revenue", 1_234.5000m)]),
        ]),
        Stages = [new("load orders", TimeSpan.FromSeconds(2.5), 100_000) { Cpu = TimeSpan.FromSeconds(4.75) }, new("sessions", TimeSpan.FromSeconds(65), 2_345_678)],
        Warnings = ["Landing pages are paths and no --shop-host is given."],
        PeakMemoryBytes = 812_000_000,
    };

    public static RunReport Unbalanced { get; } = Report with
    {
        Ledger = new Ledger([new("spend", "EUR", 10.5000m, 10.25m, [new("used", 10.25m)]), Report.Ledger.Lines[0]]),
    };
}
