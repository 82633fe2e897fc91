namespace UtmAttribution.Bench.Curve;

/// <summary>The power of a size that a time grows with: the line of least squares through logarithms of both.</summary>
internal static class PowerFit
{
    /// <summary>The exponent.</summary>
    /// <param name="points">Sizes and their times, of at least two different sizes; all above 0.</param>
    public static double Exponent(IReadOnlyList<(double Size, double Time)> points)
    {
        var (x, y) = (points.Select(point => Math.Log(point.Size)).ToList(), points.Select(point => Math.Log(point.Time)).ToList());
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
