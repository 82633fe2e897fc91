using System.Data.Common;
using System.Globalization;

namespace UtmAttribution.Backfilling;

/// <summary>Rows by day, each day with a sum of the rows' hashes, which does not depend on their order.</summary>
internal sealed class DayDigests
{
    private readonly Dictionary<int, (long Rows, UInt128 Hash)> _days = [];
    private (long Rows, UInt128 Hash) _undated;

    /// <summary>The first and the last day that has rows; null where none has.</summary>
    public (int First, int Last)? Days => _days.Count == 0 ? null : (_days.Keys.Min(), _days.Keys.Max());

    /// <summary>All days that have rows; null for rows without a day.</summary>
    public IEnumerable<(int? Day, long Rows, UInt128 Hash)> All
    {
        get
        {
            foreach (var (day, (rows, hash)) in _days)
                yield return (day, rows, hash);
            if (_undated.Rows > 0)
                yield return (null, _undated.Rows, _undated.Hash);
        }
    }

    /// <summary>Adds rows of a day.</summary>
    /// <param name="day">Days since 1970-01-01; null where rows have none, which then count on every day.</param>
    /// <param name="hash">The sum of their hashes.</param>
    /// <param name="rows">How many they are.</param>
    public void Add(int? day, UInt128 hash, long rows = 1)
    {
        var before = day is { } dated ? _days.GetValueOrDefault(dated) : _undated;
        (long Rows, UInt128 Hash) after = (before.Rows + rows, unchecked(before.Hash + hash));
        if (day is { } known)
            _days[known] = after;
        else
            _undated = after;
    }

    /// <summary>Adds rows by day as a query gives them: the day, how many rows it has, and the sum of their hashes as text.</summary>
    public void Add(DbDataReader days)
    {
        while (days.Read())
            Add(days.IsDBNull(0) ? null : days.GetInt32(0), UInt128.Parse(days.GetString(2), CultureInfo.InvariantCulture), days.GetInt64(1));
    }

    /// <summary>Adds all rows of others.</summary>
    public void Add(DayDigests others)
    {
        foreach (var (day, (rows, hash)) in others._days)
            Add(day, hash, rows);
        Add(null, others._undated.Hash, others._undated.Rows);
    }

    /// <summary>How many rows some days have, both ends included; those without a day too.</summary>
    public long Rows(int first, int last) => _undated.Rows + _days.Where(day => day.Key >= first && day.Key <= last).Sum(day => day.Value.Rows);

    /// <summary>What all rows of some days are, both ends included, and those without a day.</summary>
    public void Write(BinaryWriter writer, int first, int last)
    {
        Write(writer, _undated);
        for (var day = first; day <= last; day++)
        {
            if (!_days.TryGetValue(day, out var found))
                continue;
            writer.Write(day);
            Write(writer, found);
        }
    }

    private static void Write(BinaryWriter writer, (long Rows, UInt128 Hash) digest)
    {
        writer.Write(digest.Rows);
        writer.Write((ulong)(digest.Hash >> 64));
        writer.Write((ulong)digest.Hash);
    }
}
