using System.Globalization;

namespace UtmAttribution.Tests.Faults;

/// <summary>A moment of a run, told by its activities.</summary>
/// <param name="Activity">The activity's name.</param>
/// <param name="Occurrence">Which one of that name, from 1.</param>
/// <param name="IsEnd">Whether it is when the activity ends, not when it begins.</param>
/// <param name="Delay">How long after that.</param>
internal sealed record FaultPoint(string Activity, int Occurrence, bool IsEnd, TimeSpan Delay)
{
    /// <summary>As a text that <see cref="Parse"/> reads.</summary>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Delay.TotalMilliseconds:0.###} ms after the {(IsEnd ? "end" : "begin")} of {Occurrence} {Activity}");

    /// <summary>The point of a text.</summary>
    public static FaultPoint Parse(string text)
    {
        var words = text.Split(' ', 8);
        return new(
            words[7], int.Parse(words[6], CultureInfo.InvariantCulture), words[4] == "end",
            TimeSpan.FromMilliseconds(double.Parse(words[0], CultureInfo.InvariantCulture)));
    }
}
