using System.Globalization;
using UtmAttribution.Errors;

namespace UtmAttribution.Channels;

/// <summary>Makes a rule of a row of text, and says which rule, column and value is wrong where one is.</summary>
internal sealed class ChannelRuleReader
{
    private readonly string _sourceName;
    private readonly int _width;
    private readonly Dictionary<string, int> _positions = new(StringComparer.OrdinalIgnoreCase);

    internal ChannelRuleReader(string sourceName, IReadOnlyList<string> columns)
    {
        _sourceName = sourceName;
        _width = columns.Count;
        for (var i = 0; i < columns.Count; i++) _positions.TryAdd(columns[i].Trim(), i);
        if (!_positions.ContainsKey("channel"))
        {
            throw new InvalidInputException(
                $"Channel rules from {sourceName}: the required column 'channel' is missing. Found: {string.Join(", ", columns)}.");
        }
    }

    internal ChannelRule Read(IReadOnlyList<string?> row, int rowNumber)
    {
        if (row.Count != _width)
            throw new InvalidInputException($"Channel rules from {_sourceName}, row {rowNumber}: {row.Count} values for {_width} columns.");

        var id = Whole(row, "id", $"row {rowNumber}") ?? rowNumber;
        var rule = $"rule {id}";
        return new()
        {
            Id = id,
            UtmSourcePattern = Value(row, "utm_source_pattern"),
            UtmMediumPattern = Value(row, "utm_medium_pattern"),
            UtmCampaignPattern = Value(row, "utm_campaign_pattern"),
            UtmContentPattern = Value(row, "utm_content_pattern"),
            UtmTermPattern = Value(row, "utm_term_pattern"),
            ReferrerPattern = Value(row, "referrer_pattern"),
            ClickIdPattern = Value(row, "click_id_pattern"),
            AdIdPattern = Value(row, "ad_id_pattern"),
            Channel = Value(row, "channel") ?? throw Wrong(rule, "channel", "is empty", "Every rule names the channel that it gives."),
            SubChannel = Value(row, "sub_channel"),
            ChannelCategory = Value(row, "channel_category"),
            Platform = Value(row, "platform"),
            Priority = Whole(row, "priority", rule) ?? 0,
            IsActive = Flag(row, "is_active", rule) ?? true,
        };
    }

    /// <summary>The value as it stands; NULL where it is blank or the column is missing.</summary>
    private string? Value(IReadOnlyList<string?> row, string column) =>
        _positions.TryGetValue(column, out var position) && !string.IsNullOrWhiteSpace(row[position]) ? row[position] : null;

    private long? Whole(IReadOnlyList<string?> row, string column, string rule)
    {
        if (Value(row, column)?.Trim() is not { } text) return null;

        // Decimal, because a column that has NULLs often arrives as '10.0'.
        const NumberStyles style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint;
        return decimal.TryParse(text, style, CultureInfo.InvariantCulture, out var number)
            && decimal.Truncate(number) == number && number is >= long.MinValue and <= long.MaxValue
            ? (long)number
            : throw Wrong(rule, column, $"is '{text}'", "Expected a whole number, or nothing.");
    }

    private bool? Flag(IReadOnlyList<string?> row, string column, string rule)
    {
        var text = Value(row, column)?.Trim();
        return text?.ToLowerInvariant() switch
        {
            null => null,
            "true" or "t" or "yes" or "y" or "on" or "1" => true,
            "false" or "f" or "no" or "n" or "off" or "0" => false,
            _ => throw Wrong(rule, column, $"is '{text}'", "Expected true or false, or nothing."),
        };
    }

    private InvalidInputException Wrong(string rule, string column, string found, string expected) =>
        new($"Channel rules from {_sourceName}, {rule}: column '{column}' {found}. {expected}");
}
