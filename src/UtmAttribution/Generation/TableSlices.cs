using UtmAttribution.DuckDb;

namespace UtmAttribution.Generation;

/// <summary>Cuts the two large tables into files, and counts their rows for the progress.</summary>
internal sealed class TableSlices(Shop shop, IProgress<RunProgress>? progress)
{
    private const int OrdersPerReport = 20_000;

    private long _orders;
    private long _adDays;

    /// <summary>All slices, orders first.</summary>
    public List<TableSlice> Of(int ordersPerFile, int adRowsPerFile)
    {
        var options = shop.Options;
        var daysPerFile = Math.Max(1, adRowsPerFile / (options.Ads * 30));
        var orderFiles = (int)((options.Orders + ordersPerFile - 1) / ordersPerFile);
        var adFiles = (options.Days + daysPerFile - 1) / daysPerFile;
        return
        [
            .. Enumerable.Range(0, orderFiles).Select(i => new TableSlice(
                NameOf("shopify_orders", i, orderFiles), OrderRow.Columns, 30_720,
                (table, stop) => WriteOrders(table, (long)i * ordersPerFile, Math.Min(options.Orders, (i + 1L) * ordersPerFile), stop))),
            .. Enumerable.Range(0, adFiles).Select(i => new TableSlice(
                NameOf("ads_insights_hourly", i, adFiles), AdRow.Columns, 122_880,
                (table, stop) => WriteAds(table, i * daysPerFile, Math.Min(options.Days, (i + 1) * daysPerFile), stop))),
        ];
    }

    private string NameOf(string table, int file, int files)
    {
        var ending = shop.Options.Format == GeneratorFormat.Csv ? "csv" : "parquet";
        return files == 1 ? $"{table}.{ending}" : $"{table}_{file + 1:0000}.{ending}";
    }

    private long WriteOrders(DuckDBAppender table, long from, long to, CancellationToken cancellation)
    {
        var writer = new OrderWriter(shop);
        var rows = 0L;
        for (var order = from; order < to; order++)
        {
            rows += writer.Write(table, order);
            var inSlice = order + 1 - from;
            if (inSlice % OrdersPerReport != 0 && order + 1 < to)
                continue;
            cancellation.ThrowIfCancellationRequested();
            // Rows that wait in the appender lie beside those of the table: don't let them grow to a whole file.
            table.Flush();
            var step = inSlice % OrdersPerReport == 0 ? OrdersPerReport : inSlice % OrdersPerReport;
            progress?.Report(new RunProgress("generate orders", Interlocked.Add(ref _orders, step), shop.Options.Orders, "rows"));
        }

        return rows;
    }

    private long WriteAds(DuckDBAppender table, int from, int to, CancellationToken cancellation)
    {
        var writer = new AdInsightsWriter(shop);
        var rows = 0L;
        for (var day = from; day < to; day++)
        {
            cancellation.ThrowIfCancellationRequested();
            rows += writer.Write(table, shop.Options.FirstDate.AddDays(day));
            progress?.Report(new RunProgress("generate ad hours", Interlocked.Increment(ref _adDays) * 100 / shop.Options.Days, 100, "%"));
        }

        return rows;
    }
}
