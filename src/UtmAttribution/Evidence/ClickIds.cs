using System.Text;

namespace UtmAttribution.Evidence;

/// <summary>The click ids that advertising platforms add to landing pages, in the order of their evidence.</summary>
internal static class ClickIds
{
    /// <summary>Where a landing page has several, the first of these counts.</summary>
    public static IReadOnlyList<string> Names { get; } =
    [
        "gclid", "gbraid", "wbraid", "dclid", "msclkid", "ttclid", "twclid", "li_fat_id", "sccid", "rdt_cid", "epik", "yclid",
        "srsltid", "irclickid", "cjevent", "awc", "obclid", "tblci", "mc_cid", "_kx", "igshid", "fbclid",
    ];

    /// <summary>The number that a name has in the engine's tables, by its place in the list; 0 is none.</summary>
    public static int NumberOf(int index) => index + 1;

    /// <summary>The place of one of the names in the list.</summary>
    public static int IndexOf(string name) => Names.Index().First(known => known.Item == name).Index;
}

/// <summary>A click id: the parameter's name and its value.</summary>
internal readonly record struct ClickId(string Name, string Value);
