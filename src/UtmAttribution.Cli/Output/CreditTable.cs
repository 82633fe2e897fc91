using System.Data;
using UtmAttribution.Paths;

namespace UtmAttribution.Cli.Output;

/// <summary>What models give to channels, side by side: a row per channel, by name, and columns per model.</summary>
/// <param name="file">The paths.</param>
/// <param name="rounded">Whether figures have as many decimals as people read, instead of all.</param>
internal sealed class CreditTable(PathFile file, bool rounded)
{
    private const int DecimalsOfCredit = 2;
    private const int DecimalsOfEffect = 4;

    private readonly List<(string Name, IReadOnlyList<double> Figures, int Decimals)> _columns = [];

    /// <summary>Adds the columns of a model.</summary>
    public void Add(string model, ChannelCredit credit)
    {
        _columns.Add(($"{model}_conversions", credit.Conversions, DecimalsOfCredit));
        if (file.HasValue)
            _columns.Add(($"{model}_value", credit.Value, DecimalsOfCredit));
    }

    /// <summary>Adds a column of removal effects.</summary>
    public void Add(string name, IReadOnlyList<double> effects) => _columns.Add((name, effects, DecimalsOfEffect));

    /// <summary>The table; the caller disposes of it.</summary>
    public DataTable Rows()
    {
        var table = new DataTable { Columns = { "channel" } };
        foreach (var (name, _, _) in _columns)
            table.Columns.Add(name, rounded ? typeof(decimal) : typeof(double));

        foreach (var channel in Enumerable.Range(0, file.Channels.Count).OrderBy(channel => file.Channels[channel], StringComparer.Ordinal))
            table.Rows.Add([file.Channels[channel], .. _columns.Select(column => Figure(column.Figures[channel], column.Decimals, rounded))]);

        return table;
    }

    /// <summary>A figure with all digits, or with exactly so many decimals.</summary>
    public static object Figure(double figure, int decimals, bool rounded) =>
        rounded ? decimal.Parse(figure.ToString($"F{decimals}")) : figure;
}
