using System.Runtime.InteropServices;

namespace UtmAttribution.Evidence;

/// <summary>The numbers that one of several dictionaries gives to its texts, so that no two of them give the same; 0 is none's.</summary>
/// <param name="Part">Which of the dictionaries, from 0.</param>
/// <param name="Parts">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct EvidenceNumbers(int Part, int Parts)
{
    /// <summary>The numbers of the only dictionary.</summary>
    public static EvidenceNumbers Alone => new(0, 1);

    /// <summary>The number of a dictionary's text.</summary>
    /// <param name="index">How many texts of its kind the dictionary has before it.</param>
    public int Of(int index) => checked((index * Parts) + Part + 1);

    /// <summary>The index of a text by its number.</summary>
    public int IndexOf(int number) => (number - 1) / Parts;
}
