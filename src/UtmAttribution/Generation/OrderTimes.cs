namespace UtmAttribution.Generation;

/// <summary>
/// When orders are placed: an hourly and weekly pattern with a peak at the end of November. Order numbers rise with time,
/// and the time of each is a pure function of its number.
/// </summary>
internal sealed class OrderTimes
{
    public const long MicrosPerSecond = 1_000_000;
    public const long MicrosPerHour = 3600 * MicrosPerSecond;
    public const long MicrosPerDay = 24 * MicrosPerHour;

    private static ReadOnlySpan<int> HourWeights =>
        [9, 6, 4, 3, 3, 5, 9, 15, 21, 26, 29, 30, 31, 29, 28, 28, 29, 32, 38, 44, 46, 40, 29, 17];

    private readonly ulong _seed;
    private readonly long _orders;
    private readonly long _start;
    private readonly long[] _weightBefore;

    public OrderTimes(GeneratorOptions options)
    {
        _seed = options.Seed;
        _orders = options.Orders;
        _start = Midnight(options.FirstDate);
        _weightBefore = new long[(options.Days * 24) + 1];
        for (var slot = 0; slot < options.Days * 24; slot++)
        {
            var date = options.FirstDate.AddDays(slot / 24);
            _weightBefore[slot + 1] = _weightBefore[slot] + (HourWeights[slot % 24] * DayWeight(date));
        }
    }

    /// <summary>Midnight UTC of a date, in µs since 1970.</summary>
    public static long Midnight(DateOnly date) => (date.DayNumber - new DateOnly(1970, 1, 1).DayNumber) * MicrosPerDay;

    /// <summary>The time of an order, in whole seconds, as µs since 1970.</summary>
    public long At(long order)
    {
        var random = Prng.At(_seed, RandomStream.Time, order);
        var position = (order + random.Unit()) * ((double)_weightBefore[^1] / _orders);
        var found = Array.BinarySearch(_weightBefore, (long)position);
        var slot = Math.Min(found >= 0 ? found : ~found - 1, _weightBefore.Length - 2);
        while (_weightBefore[slot + 1] <= position && slot < _weightBefore.Length - 2)
            slot++;
        var share = (position - _weightBefore[slot]) / (_weightBefore[slot + 1] - _weightBefore[slot]);
        var second = Math.Clamp((long)(share * 3600), 0, 3599);
        return _start + (slot * MicrosPerHour) + (second * MicrosPerSecond);
    }

    private static int DayWeight(DateOnly date)
    {
        var weight = date.DayOfWeek switch
        {
            DayOfWeek.Sunday => 12,
            DayOfWeek.Monday => 11,
            DayOfWeek.Saturday => 9,
            _ => 10,
        };
        return date is { Month: 11, Day: >= 23, DayOfWeek: DayOfWeek.Friday } ? weight * 3 : weight;
    }
}
