using UtmAttribution.Comparison;

namespace UtmAttribution.Cli.Output;

/// <summary>How two outputs differ, for people: rows by dataset, sums of money, columns, and the places that differ most.</summary>
internal static class DiffText
{
    /// <summary>Writes it to stdout.</summary>
    public static void Write(OutputDifferences differences, int most, Terminal terminal, CancellationToken cancellation)
    {
        terminal.Out.WriteLine($"A  {differences.A.Description}");
        terminal.Out.WriteLine($"B  {differences.B.Description}");
        terminal.Out.WriteLine();
        foreach (var note in differences.Notes)
            Tables.WriteText($"note: {note}", terminal);
        if (differences.Notes.Count > 0)
            terminal.Out.WriteLine();

        WriteRows(differences, terminal);
        if (differences.AreSame)
        {
            terminal.Out.WriteLine();
            Tables.WriteText($"A and B are the same: {Figures.Count(differences.Datasets.Sum(dataset => dataset.Same), "rows")} in {Figures.Count(differences.Datasets.Count, "datasets")}.", terminal);
            return;
        }

        WriteMoney(differences, terminal);
        WriteColumns(differences, terminal);
        WritePlaces(differences, most, terminal, cancellation);
        terminal.Out.WriteLine();
        Tables.WriteText("A and B are DIFFERENT.", terminal);
    }

    private static void WriteRows(OutputDifferences differences, Terminal terminal)
    {
        var table = Tables.Create(
            terminal, ("dataset", false), ("rows in A", true), ("rows in B", true), ("same", true), ("changed", true), ("removed", true), ("added", true));
        foreach (var dataset in differences.Datasets)
        {
            long[] figures = [dataset.RowsA, dataset.RowsB, dataset.Same, dataset.Changed, dataset.Removed, dataset.Added];
            Tables.AddRow(table, figures.Select(Figures.Count).Prepend(dataset.Dataset));
        }

        Tables.Write(table, terminal);
    }

    private static void WriteMoney(OutputDifferences differences, Terminal terminal)
    {
        var sums = differences.Datasets.SelectMany(dataset => dataset.Money.Select(sum => (dataset.Dataset, Sum: sum))).ToList();
        var different = sums.Where(sum => sum.Sum.Difference != 0).ToList();
        terminal.Out.WriteLine();
        if (different.Count > 0)
        {
            var table = Tables.Create(terminal, ("dataset", false), ("money", false), ("in A", true), ("in B", true), ("difference", true));
            foreach (var (dataset, sum) in different)
                Tables.AddRow(table, dataset, sum.Measure, Figures.Amount(sum.A), Figures.Amount(sum.B), DiffPlaces.Signed(sum.Difference));
            Tables.Write(table, terminal);
        }

        Tables.WriteText(Same(sums.Count, sums.Count - different.Count), terminal);
    }

    private static string Same(int all, int same) => (all - same, same) switch
    {
        (_, 0) => "",
        (0, _) => "All sums of money are the same.",
        (_, 1) => "The other sum of money is the same.",
        _ => $"The other {Figures.Count(same)} sums of money are the same.",
    };

    private static void WriteColumns(OutputDifferences differences, Terminal terminal)
    {
        var changed = differences.Datasets.Where(dataset => dataset.Columns.Count > 0).ToList();
        if (changed.Count == 0)
            return;
        terminal.Out.WriteLine();
        var table = Tables.Create(terminal, ("dataset", false), ("columns that differ, and in how many rows", false));
        foreach (var dataset in changed)
            Tables.AddRow(table, dataset.Dataset, string.Join(", ", dataset.Columns.Select(column => $"{column.Column} {Figures.Count(column.Rows)}")));
        Tables.Write(table, terminal);
    }

    private static void WritePlaces(OutputDifferences differences, int most, Terminal terminal, CancellationToken cancellation)
    {
        var places = differences.LargestPlaces(most, cancellation).ToList();
        if (places.Count == 0)
            return;
        terminal.Out.WriteLine();
        var all = differences.Datasets.Sum(dataset => dataset.Places);
        var heading = places.Count == all ? $"{Figures.Count(all, "places")} that {(all == 1 ? "differs" : "differ")}"
            : $"the {(places.Count == 1 ? "place that differs" : $"{Figures.Count(places.Count)} places that differ")} most, of {Figures.Count(all)}";
        var table = Tables.Create(terminal, ("date and hour", false), (heading, false));
        foreach (var place in places)
            Tables.AddRow(table, DiffPlaces.When(place), string.Join('\n', DiffPlaces.Lines(place, terminal.Unicode)));
        Tables.Write(table, terminal);
    }
}
