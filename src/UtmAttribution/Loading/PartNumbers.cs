using System.Runtime.InteropServices;

namespace UtmAttribution.Loading;

/// <summary>
/// The numbers that one of several parts gives to what it reads, so that no two parts give the same and the same part gives the
/// same again. 0 is never one of them.
/// </summary>
/// <param name="Part">Which of the parts, from 0.</param>
/// <param name="Parts">How many there are.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PartNumbers(int Part, int Parts)
{
    /// <summary>The numbers of an only part: 1, 2, 3, ….</summary>
    public static PartNumbers Alone => new(0, 1);

    /// <summary>The number of something.</summary>
    /// <param name="index">How many of its kind the part has before it.</param>
    public int Of(int index) => checked((index * Parts) + Part + 1);

    /// <summary>The index of something by its number.</summary>
    public int IndexOf(int number) => (number - 1) / Parts;
}
