namespace UtmAttribution.Comparison;

/// <summary>A place where two outputs differ: the rows of a dataset, date, hour and campaign.</summary>
/// <param name="Dataset">The dataset.</param>
/// <param name="Date">The date, by the dataset's date column.</param>
/// <param name="Hour">
/// The hour, 0 to 23, of the hourly datasets; of sessions and orders that of their start or time, in their run's time zone. Null
/// where the dataset has no hours.
/// </param>
/// <param name="CampaignId">The campaign's id; null where the rows have none.</param>
/// <param name="Campaign">The campaign's name, else its UTM value; null where the rows have neither.</param>
/// <param name="RowsA">Rows in A.</param>
/// <param name="RowsB">Rows in B.</param>
/// <param name="Changed">Rows that both have, with another value; one that is in two places counts in both.</param>
/// <param name="Removed">Rows that only A has.</param>
/// <param name="Added">Rows that only B has.</param>
/// <param name="Columns">The columns in which changed rows differ, in their order.</param>
/// <param name="Money">The sums of money that differ, the largest difference first.</param>
public sealed record DifferentPlace(
    string Dataset, DateOnly? Date, int? Hour, string? CampaignId, string? Campaign, long RowsA, long RowsB, long Changed, long Removed,
    long Added, IReadOnlyList<string> Columns, IReadOnlyList<MoneyDifference> Money);
