using System.Reflection;
using System.Text;
using UtmAttribution.Channels;

namespace UtmAttribution.Tests.Channels;

/// <summary>The tables of given and expected rows that lie beside these tests: one dictionary for each row.</summary>
internal static class ChannelTable
{
    internal static IReadOnlyList<IReadOnlyDictionary<string, string?>> Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Channels/{name}")
            ?? throw new InvalidOperationException($"No table '{name}' beside the tests.");
        using var text = new StreamReader(stream, Encoding.UTF8);
        var records = CsvText.Read(name, text.ReadToEnd()).ToList();
        return [.. records.Skip(1).Select(row => row.Select((value, i) => (Name: records[0][i]!, value)).ToDictionary(c => c.Name, c => c.value))];
    }

    /// <summary>The row as a person would say it: what is there, nothing of what is not.</summary>
    internal static string Say(IReadOnlyDictionary<string, string?> row) =>
        string.Join(" ", row.Where(c => c.Value is not null).Select(c => $"{c.Key}={c.Value}"));
}
