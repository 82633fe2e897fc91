using System.Buffers;
using System.Buffers.Binary;
using UtmAttribution.Evidence;
using UtmAttribution.Loading.RowFiles;
using UtmAttribution.Sources;
using static UtmAttribution.Loading.AdColumns;

namespace UtmAttribution.Loading;

/// <summary>
/// The texts of ad rows, each combination once: a shop's few thousand ads come with the same ids and names hour after hour. Fills
/// <c>ad_labels</c>.
/// </summary>
internal sealed class AdLabels(LoadedRows tables, PartNumbers numbers) : IDisposable
{
    private const int Absent = -1;

    private readonly RowFile _labels = tables.Open("ad_labels", numbers);
    private readonly Dictionary<TextHash, int> _numbers = [];
    private readonly ArrayBufferWriter<byte> _texts = new(1_024);

    /// <summary>The number of a row's texts.</summary>
    public int Of(TableReader reader)
    {
        _texts.ResetWrittenCount();
        AddId(reader, CampaignId);
        AddText(reader, CampaignName);
        AddId(reader, AdsetId);
        AddText(reader, AdsetName);
        AddId(reader, AdId);
        AddText(reader, AdName);
        AddId(reader, AccountId);
        AddText(reader, Platform);
        var hash = TextHash.Of(_texts.WrittenSpan);
        if (!_numbers.TryGetValue(hash, out var number))
        {
            _numbers.Add(hash, number = numbers.Of(_numbers.Count));
            Append(number, reader);
        }

        return number;
    }

    /// <summary>Brings the labels into the table.</summary>
    public void Close() => _labels.Close();

    /// <inheritdoc/>
    public void Dispose() => _labels.Dispose();

    private void AddId(TableReader reader, int column) => Add(SourceValue.IdUtf8(reader, column, stackalloc byte[SourceValue.LongestNumber]));

    private void AddText(TableReader reader, int column)
    {
        if (SourceValue.IsNull(reader, column))
            AddLength(Absent);
        else
            Add(SourceValue.Utf8(reader, column));
    }

    private void Add(ReadOnlySpan<byte> text)
    {
        AddLength(text.Length);
        _texts.Write(text);
    }

    private void AddLength(int length)
    {
        BinaryPrimitives.WriteInt32LittleEndian(_texts.GetSpan(sizeof(int)), length);
        _texts.Advance(sizeof(int));
    }

    private void Append(int number, TableReader reader)
    {
        _labels.Set(0, number);
        AppendId(1, reader, CampaignId);
        AppendName(2, reader, CampaignName);
        AppendId(4, reader, AdsetId);
        AppendName(5, reader, AdsetName);
        AppendId(7, reader, AdId);
        AppendName(8, reader, AdName);
        AppendId(10, reader, AccountId);
        _labels.SetText(11, SourceValue.Text(reader, Platform) is { Length: > 0 } platform ? platform : "facebook");
        _labels.EndRow();
    }

    private void AppendId(int target, TableReader reader, int column) =>
        _labels.SetTextOrNull(target, SourceValue.IdUtf8(reader, column, stackalloc byte[SourceValue.LongestNumber]));

    private void AppendName(int target, TableReader reader, int column)
    {
        _labels.SetText(target, reader, column);
        _labels.SetText(target + 1, DictionaryTables.NameKey(SourceValue.Text(reader, column)));
    }
}
