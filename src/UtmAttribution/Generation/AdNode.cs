using NodaTime;

namespace UtmAttribution.Generation;

/// <summary>A campaign, an ad set or an ad.</summary>
/// <param name="Id">Its id, 18 digits.</param>
/// <param name="FirstName">Its name up to the day of the rename.</param>
/// <param name="LastName">Its name from that day on; the same where it was never renamed.</param>
/// <param name="Renamed">The day of the rename.</param>
/// <param name="Parent">The index of its parent: of a campaign its account, of an ad set its campaign, of an ad its ad set.</param>
internal sealed record AdNode(string Id, string FirstName, string LastName, DateOnly Renamed, int Parent)
{
    public string NameOn(DateOnly date) => date < Renamed ? FirstName : LastName;
}

/// <summary>An ad.</summary>
/// <param name="Node">Its id, names and ad set.</param>
/// <param name="Reach">Impressions in an hour of middling traffic.</param>
/// <param name="Cpm">Price of 1,000 impressions, in cents.</param>
/// <param name="ByPlatform">Whether its hours have a row for Facebook and one for Instagram.</param>
/// <param name="NamesPlatform">Whether its rows name the platform; otherwise it is NULL.</param>
internal sealed record Ad(AdNode Node, int Reach, int Cpm, bool ByPlatform, bool NamesPlatform);

/// <summary>An ad account.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Zone">The zone of its hours.</param>
/// <param name="Currency">The currency of its spend.</param>
/// <param name="Listed">Whether <c>ad_accounts</c> has it; otherwise it has the reporting zone and currency.</param>
internal sealed record AdAccount(string Id, DateTimeZone Zone, string Currency, bool Listed);
