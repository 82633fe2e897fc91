using System.Globalization;
using UtmAttribution.Evidence;
using UtmAttribution.Sources;
using static UtmAttribution.Loading.OrderColumns;

namespace UtmAttribution.Loading;

/// <summary>
/// The visits that one order tells of: its journey's moments and, where these have no campaign signal before the order, one
/// visit from what the order itself carries.
/// </summary>
internal sealed class VisitsOfOrder(EvidenceDictionary evidence)
{
    private readonly JourneyReader _journey = new(evidence);
    private readonly AttributesReader _attributes = new();

    /// <summary>The visits of the order read last, none before its lookback window.</summary>
    public List<Visit> Visits => _journey.Visits;

    /// <summary>The parts of the order read last that can't be used.</summary>
    public List<Reject> Faults { get; } = [];

    /// <summary>Reads the order that the reader is at.</summary>
    /// <param name="reader">The orders.</param>
    /// <param name="orderedAt">Its time, microseconds since 1970-01-01 UTC.</param>
    /// <param name="lookbackStart">The first time that is in its lookback window.</param>
    public void Read(TableReader reader, long orderedAt, long lookbackStart)
    {
        Faults.Clear();
        _journey.Clear();
        if (!SourceValue.IsNull(reader, CustomerJourney) && !_journey.TryRead(reader.Text(CustomerJourney), orderedAt, lookbackStart))
            Faults.Add(new("bad_json", "customer_journey"));
        foreach (var index in _journey.BadMoments)
            Faults.Add(new("bad_moment", index.ToString(CultureInfo.InvariantCulture)));
        Parameters? parameters = null;
        if (!SourceValue.IsNull(reader, CustomAttributes) && !_attributes.TryRead(reader.Text(CustomAttributes), out parameters))
            Faults.Add(new("bad_json", "custom_attributes"));

        var hasMoment = false;
        foreach (var visit in Visits)
        {
            if (visit.At > orderedAt)
                continue;
            if (visit.HasCampaignSignal)
                return;
            hasMoment = true;
        }
        var own = OwnVisit(reader, orderedAt, parameters);
        if (own.HasCampaignSignal || (own.HasReferrerDomain && !hasMoment))
            Visits.Add(own);
    }

    // The first of the order's own columns that has a campaign signal of its own makes the visit; the landing page fills it.
    private Visit OwnVisit(TableReader reader, long orderedAt, Parameters? parameters)
    {
        var page = SourceValue.IsNull(reader, LandingPageUrl) ? LandingPage.None : evidence.LandingPage(reader.Text(LandingPageUrl));
        var referrer = SourceValue.IsNull(reader, CustomerReferrerUrl) ? Referrer.None : evidence.Referrer(reader.Text(CustomerReferrerUrl));
        var utm = evidence.Utm(parameters?.Utm ?? default);
        var click = evidence.Click(parameters?.Click);
        if (utm != 0 || click != default)
            return evidence.Visit(orderedAt, utm, page, referrer, DataSource.CustomAttributes, click);
        utm = evidence.Utm(UtmTuple.Clean(
            SourceValue.Text(reader, CustomerUtmSource), SourceValue.Text(reader, CustomerUtmMedium),
            SourceValue.Text(reader, CustomerUtmCampaign), SourceValue.Text(reader, CustomerUtmContent),
            SourceValue.Text(reader, CustomerUtmTerm)));
        return evidence.Visit(orderedAt, utm, page, referrer, utm != 0 ? DataSource.CustomerUtm : DataSource.Order);
    }
}
