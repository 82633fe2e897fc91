using System.Text;

namespace UtmAttribution.Generation;

/// <summary>Writes <c>custom_attributes</c>: what scripts of the shop's theme leave on an order.</summary>
internal sealed class AttributesWriter
{
    private static readonly byte[][] Keys = [.. UtmTag.Names.Select(name => Encoding.UTF8.GetBytes("utm_" + name))];
    private static readonly byte[][] CapitalKeys = [.. UtmTag.Names.Select(name => Encoding.UTF8.GetBytes("UTM_" + name))];

    private bool _first;

    /// <summary>Writes UTM values, a click id, or both.</summary>
    public void Write(Utf8Buffer target, in Visit visit, EncodedText[]? values, ref Prng random)
    {
        target.Add("["u8);
        _first = true;
        var clickIds = TrafficSources.All[visit.Source].ClickIds;
        var withClickId = clickIds.Length > 0 && random.Below(3) == 0;
        if (random.Below(4) == 0)
            Add(target, "gift_note"u8, "\"Happy \\\"birthday\\\" 🎂\\n– Mia\""u8);
        if (values is not null && !(withClickId && random.Below(3) == 0))
        {
            var keys = random.Below(8) == 0 ? CapitalKeys : Keys;
            for (var i = 0; i < values.Length; i++)
            {
                if (values[i] != EncodedText.Null)
                    Add(target, keys[i], values[i].Json);
            }
        }

        if (withClickId)
        {
            var clickId = clickIds[visit.Tag % clickIds.Length];
            Add(target, clickId.Name, "\""u8);
            target.Truncate(target.Length - 1);
            clickId.WriteValue(target, ref random);
            target.Add("\"}"u8);
        }

        target.Add("]"u8);
    }

    /// <summary>Writes attributes that say nothing about marketing.</summary>
    public void WriteNote(Utf8Buffer target, ref Prng random)
    {
        target.Add("["u8);
        _first = true;
        Add(target, "delivery_date"u8, "\"2025-12-24\""u8);
        if (random.Below(2) == 0)
            Add(target, "gift_wrap"u8, "true"u8);
        target.Add("]"u8);
    }

    private void Add(Utf8Buffer target, ReadOnlySpan<byte> key, ReadOnlySpan<byte> json)
    {
        if (!_first)
            target.Add(","u8);
        _first = false;
        target.Add("{\"key\":\""u8).Add(key).Add("\",\"value\":"u8).Add(json).Add("}"u8);
    }
}
