using System.Buffers;
using System.Text;

namespace UtmAttribution.Sinks.ParquetFiles;

/// <summary>Writes structs in Thrift's compact protocol, the form of all headers in a Parquet file.</summary>
internal sealed class ThriftWriter
{
    private const byte True = 1;
    private const byte False = 2;
    private const byte I8 = 3;
    private const byte I32 = 5;
    private const byte I64 = 6;
    private const byte Binary = 8;
    private const byte List = 9;
    private const byte Struct = 12;

    private readonly ArrayBufferWriter<byte> _bytes = new();
    private readonly Stack<int> _outerFields = [];
    private int _lastField;

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => _bytes.WrittenSpan;

    /// <summary>Starts anew.</summary>
    public void Clear()
    {
        _bytes.ResetWrittenCount();
        _lastField = 0;
    }

    public void Byte(int field, int value)
    {
        Header(field, I8);
        Raw((byte)value);
    }

    public void Int(int field, int value)
    {
        Header(field, I32);
        Varint(ZigZag(value));
    }

    public void Long(int field, long value)
    {
        Header(field, I64);
        Varint(ZigZag(value));
    }

    public void Bool(int field, bool value) => Header(field, value ? True : False);

    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Header(field, Binary);
        BytesOf(value);
    }

    public void Text(int field, string value) => Bytes(field, Encoding.UTF8.GetBytes(value));

    public void Ints(int field, params ReadOnlySpan<int> values)
    {
        ListHeader(field, values.Length, I32);
        foreach (var value in values)
            Varint(ZigZag(value));
    }

    public void Texts(int field, params ReadOnlySpan<string> values)
    {
        ListHeader(field, values.Length, Binary);
        foreach (var value in values)
            BytesOf(Encoding.UTF8.GetBytes(value));
    }

    public void Inner(int field, Action content)
    {
        Header(field, Struct);
        Element(content);
    }

    public void Inners<T>(int field, IReadOnlyCollection<T> elements, Action<T> content)
    {
        ListHeader(field, elements.Count, Struct);
        foreach (var element in elements)
            Element(() => content(element));
    }

    /// <summary>Ends the outermost struct.</summary>
    public void End() => Raw(0);

    private void Element(Action content)
    {
        _outerFields.Push(_lastField);
        _lastField = 0;
        content();
        Raw(0);
        _lastField = _outerFields.Pop();
    }

    private void Header(int field, byte type)
    {
        var step = field - _lastField;
        if (step is > 0 and <= 15)
        {
            Raw((byte)((step << 4) | type));
        }
        else
        {
            Raw(type);
            Varint(ZigZag(field));
        }

        _lastField = field;
    }

    private void ListHeader(int field, int count, byte type)
    {
        Header(field, List);
        if (count < 15)
        {
            Raw((byte)((count << 4) | type));
            return;
        }

        Raw((byte)(0xF0 | type));
        Varint((ulong)count);
    }

    private void BytesOf(ReadOnlySpan<byte> value)
    {
        Varint((ulong)value.Length);
        _bytes.Write(value);
    }

    private void Varint(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Raw((byte)(value | 0x80));
        Raw((byte)value);
    }

    private void Raw(byte value)
    {
        _bytes.GetSpan(1)[0] = value;
        _bytes.Advance(1);
    }

    private static ulong ZigZag(long value) => (ulong)((value << 1) ^ (value >> 63));
}
