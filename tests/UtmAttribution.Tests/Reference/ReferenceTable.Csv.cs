using System.Text;

namespace UtmAttribution.Tests.Reference;

public sealed partial record ReferenceTable
{
    /// <summary>Reads CSV by RFC 4180 (quoted fields may hold commas, newlines and doubled quotes); an empty field is NULL.</summary>
    public static ReferenceTable FromCsv(string text)
    {
        var rows = new List<string?[]>();
        string[]? header = null;
        foreach (var record in CsvRecords(text.TrimStart('\uFEFF')))
        {
            if (header is null)
            {
                header = [.. record];
                continue;
            }
            if (record.Count == 1 && header.Length > 1 && record[0].Length == 0)
                continue; // an empty line is no row
            if (record.Count > header.Length)
                throw new ReferenceException($"CSV row {rows.Count + 1} has {record.Count} fields, the header {header.Length}.");
            var row = new string?[header.Length];
            for (var i = 0; i < record.Count; i++)
                row[i] = record[i].Length == 0 ? null : record[i];
            rows.Add(row);
        }
        return new ReferenceTable(header ?? [], rows);
    }

    private static IEnumerable<List<string>> CsvRecords(string text)
    {
        var record = new List<string>();
        var field = new StringBuilder();
        var quoted = false;
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (quoted)
            {
                if (c != '"')
                    field.Append(c);
                else if (i + 1 < text.Length && text[i + 1] == '"')
                    field.Append(text[++i]);
                else
                    quoted = false;
            }
            else if (c == '"')
                quoted = true;
            else if (c == ',')
                EndField();
            else if (c == '\n')
            {
                EndField();
                yield return record;
                record = [];
            }
            else if (c != '\r' || i + 1 >= text.Length || text[i + 1] != '\n')
                field.Append(c);
        }
        if (field.Length > 0 || record.Count > 0)
        {
            EndField();
            yield return record;
        }

        void EndField()
        {
            record.Add(field.ToString());
            field.Clear();
        }
    }
}
