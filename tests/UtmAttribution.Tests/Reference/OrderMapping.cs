using System.Numerics;

namespace UtmAttribution.Tests.Reference;

/// <summary><c>utm_order_mapping</c>: a row for each credit of the orders of the dates (section 7).</summary>
internal sealed class OrderMapping(ReferenceTable orders, Currencies currencies, int from, int to)
{
    private readonly List<string?[]> _rows = [];

    /// <summary>The attributed revenue of the rows by model, in units of 10⁻⁴.</summary>
    public Dictionary<string, BigInteger> Revenue { get; } = [];

    public void Add(Credit credit)
    {
        var (order, session) = (credit.Order, credit.Session);
        if (order.Local.Day < from || order.Local.Day > to)
            return;
        Revenue[credit.Model] = Revenue.GetValueOrDefault(credit.Model) + currencies.Units(credit.Revenue);
        _rows.Add(
        [
            order.Id, orders.Value(order.Cells, "order_name"), Times.Format(order.CreatedAt),
            currencies.Money(order.Value), currencies.Reporting,
            Rounding.Format(session.Id), session.Token, Times.FormatDay(session.Day), credit.Model, Rounding.Format(credit.Weight, 8),
            currencies.Money(credit.Revenue), Rounding.Format(credit.Index), Rounding.Format(credit.Count),
            credit.IsPrimary ? "true" : "false",
            .. session.Dimensions.Values, session.DataSource, Times.FormatDay(order.Local.Day),
        ]);
    }

    public ReferenceDataset Publish() => ReferenceDataset.Sorted(
        "utm_order_mapping",
        "order_id order_name order_date order_value order_currency session_id session_token session_date attribution_model " +
        "attribution_weight attributed_revenue touch_index touch_count is_primary_attribution " + Dimensions.Columns +
        " data_source order_date_local",
        "order_id attribution_model session_id",
        _rows);
}
