using UtmAttribution.Cleaning;
using UtmAttribution.DuckDb;
using UtmAttribution.Loading;
using UtmAttribution.Sources;

namespace UtmAttribution.Tagging;

/// <summary>
/// Reads the orders once more for what cleaning drops when they are loaded: templates that nobody filled, and the case of source and
/// medium. A second reading is the simplest exact way: the load keeps cleaned texts once for all visits that share them, and nothing
/// on its way, which has to be fast, changes for the sake of this report. Orders are found again by id, time and the hash of their other columns.
/// </summary>
/// <param name="engine">Takes <c>raw_tags</c> and <c>raw_spellings</c>.</param>
/// <param name="lookback">The lookback, in microseconds.</param>
internal sealed class RawTagScan(DuckDBConnection engine, long lookback)
{
    private const string Tables = """
        create table raw_tags (
            order_id varchar, created_us bigint, text_hash bigint, visit_us bigint, parameter varchar, value varchar, lower_value varchar, is_template boolean
        );
        create table raw_spellings (parameter varchar, lower_value varchar, value varchar, visits bigint)
        """;

    private readonly Dictionary<(string Parameter, string Value), long> _spellings = [];
    private readonly RawTags _tags = new();

    /// <summary>Reads the orders.</summary>
    /// <param name="source">Has them.</param>
    /// <param name="range">Which of them count.</param>
    /// <param name="progress">Hears of the rows.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>Rows read.</returns>
    public long Run(ISource source, ReadRange range, Action<long>? progress, CancellationToken cancellation)
    {
        engine.Execute(Tables, cancellation);
        using var reader = source.Open(SourceTable.ShopifyOrders, range, cancellation)!;
        using var found = engine.CreateAppender("raw_tags");
        var rows = 0L;
        while (reader.Read())
        {
            if (++rows % 2_048 == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(rows);
            }

            if (SourceValue.Id(reader, OrderColumns.OrderId) is { } id
                && SourceValue.TryTime(reader, OrderColumns.CreatedAt, out var created) && created is { } at && range.Contains(at))
                Add(found, id, at, reader);
        }

        found.Close();
        AddSpellings();
        return rows;
    }

    private void Add(DuckDBAppender found, string id, long created, TableReader reader)
    {
        long? hash = null;
        foreach (var tag in _tags.Of(reader, created, created - lookback))
        {
            var isTemplate = UtmValue.IsUnfilledTemplate(tag.Value.Trim());
            if (!isTemplate && !IsSpelled(tag))
                continue;
            found.SetText(0, id);
            found.Set(1, created);
            found.Set(2, hash ??= OrderText.Hash(reader));
            found.Set(3, tag.At);
            found.SetText(4, tag.Parameter);
            found.SetText(5, tag.Value.Trim());
            found.SetText(6, Casing.ToLower(tag.Value.Trim()));
            found.Set(7, isTemplate);
            found.EndRow();
        }
    }

    // Source and medium count in every case; only what is not in lower case is to be found again.
    private bool IsSpelled(RawTag tag)
    {
        if (tag.Parameter is not ("utm_source" or "utm_medium") || UtmValue.Clean(tag.Value) is not { } value)
            return false;
        _spellings[(tag.Parameter, value)] = _spellings.GetValueOrDefault((tag.Parameter, value)) + 1;
        return Casing.ToLower(value) != value;
    }

    private void AddSpellings()
    {
        using var spellings = engine.CreateAppender("raw_spellings");
        foreach (var ((parameter, value), visits) in _spellings)
        {
            spellings.SetText(0, parameter);
            spellings.SetText(1, Casing.ToLower(value));
            spellings.SetText(2, value);
            spellings.Set(3, visits);
            spellings.EndRow();
        }

        spellings.Close();
    }
}
