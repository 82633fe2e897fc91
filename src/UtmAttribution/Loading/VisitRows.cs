using UtmAttribution.Evidence;
using UtmAttribution.Loading.RowFiles;

namespace UtmAttribution.Loading;

/// <summary>Fills <c>visit_rows</c>.</summary>
internal static class VisitRows
{
    /// <summary>Appends a visit.</summary>
    /// <param name="visits">Appends to <c>visit_rows</c>.</param>
    /// <param name="orderNumber">The order that tells of it.</param>
    /// <param name="localHour">Its local hour since 1970-01-01 00:00.</param>
    /// <param name="visit">The visit.</param>
    public static void Append(this RowFile visits, int orderNumber, int localHour, in Visit visit)
    {
        visits.Set(0, orderNumber);
        visits.Set(1, visit.At);
        visits.Set(2, localHour);
        visits.Set(3, visit.Utm);
        visits.Set(4, visit.Click.Number);
        visits.Set(5, visit.Click.Hash);
        visits.Set(6, visit.Page);
        visits.Set(7, visit.PageHash);
        visits.Set(8, visit.Link);
        visits.Set(9, visit.Referrer);
        visits.Set(10, visit.HasReferrerDomain);
        visits.Set(11, (byte)visit.Source);
        visits.EndRow();
    }
}
