using System.Text.Json;

namespace UtmAttribution.Tests.Reference;

public sealed partial record ReferenceTable
{
    /// <summary>
    /// Reads one JSON object a line; the columns are the keys of all lines. Text stays as it is, numbers and booleans become their
    /// text, a nested object or array its JSON text.
    /// </summary>
    public static ReferenceTable FromNdjson(string text)
    {
        var columns = new List<string>();
        var rows = new List<Dictionary<string, string?>>();
        foreach (var line in text.TrimStart('\uFEFF').Split('\n'))
        {
            if (string.IsNullOrWhiteSpace(line))
                continue;
            using var document = Json.TryParse(line);
            if (document?.RootElement.ValueKind != JsonValueKind.Object)
                throw new ReferenceException($"NDJSON line {rows.Count + 1} is not a JSON object.");
            var row = new Dictionary<string, string?>();
            foreach (var property in document.RootElement.EnumerateObject())
            {
                if (!columns.Contains(property.Name))
                    columns.Add(property.Name);
                row[property.Name] = property.Value.ValueKind switch
                {
                    JsonValueKind.Null => null,
                    JsonValueKind.String => property.Value.GetString(),
                    JsonValueKind.True => "true",
                    JsonValueKind.False => "false",
                    _ => property.Value.GetRawText(),
                };
            }
            rows.Add(row);
        }
        return new ReferenceTable(columns, [.. rows.Select(row => columns.Select(c => row.GetValueOrDefault(c)).ToArray())]);
    }
}
