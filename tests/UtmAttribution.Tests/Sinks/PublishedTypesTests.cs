using Parquet;
using Parquet.Schema;
using UtmAttribution.Sinks;
using static UtmAttribution.Tests.Sinks.TargetFolder;

namespace UtmAttribution.Tests.Sinks;

/// <summary>What a reader that shares nothing with the writer finds in the files.</summary>
public sealed class PublishedTypesTests : IDisposable
{
    private readonly TargetFolder _target = new();

    public PublishedTypesTests()
    {
        _target.FillAndPublish("b1", 1, 1, 1);
    }

    public void Dispose() => _target.Dispose();

    [Fact]
    public async Task Columns_are_those_of_the_relation_in_their_order_with_the_types_of_the_contract()
    {
        await using var reader = await ParquetReader.CreateAsync(_target.File(Mapping, 1));

        Assert.Equal(
            [
                "order_id String", "order_date DateTime UTC Micros", "order_value Decimal(18,4)", "session_id Int64",
                "attribution_model String", "attribution_weight Decimal(9,8)", "attributed_revenue Decimal(18,4)", "touch_index Int32",
                "is_primary_attribution Boolean", "utm_campaign String", "order_date_local Date", "created_at DateTime UTC Micros",
                "updated_at DateTime UTC Micros", "batch_id String",
            ],
            reader.Schema.GetDataFields().Select(field => $"{field.Name} {TypeOf(field)}"));
    }

    [Fact]
    public async Task Values_are_those_of_the_relation_to_the_last_digit()
    {
        await using var reader = await ParquetReader.CreateAsync(_target.File(Mapping, 1));
        using var group = reader.OpenRowGroupReader(0);

        Assert.Equal(["o1", "o2", "o3", "o1", "o2", "o3"], (IEnumerable<string?>)await Texts("order_id"));
        Assert.Equal([null, "Frühling 🌷", "Frühling 🌷", null, "Frühling 🌷", "Frühling 🌷"], (IEnumerable<string?>)await Texts("utm_campaign"));
        Assert.Equal([9007199254740995, 9007199254740994, 9007199254740993], (await Values<long>("session_id"))[..3]);
        Assert.Equal([21m, 11m, 1m], (await Values<decimal>("order_value"))[..3]);
        Assert.Equal([0.33333333m, 0.33333333m, 0.33333333m], (await Values<decimal>("attribution_weight"))[..3]);
        Assert.Equal([2, 1, 0], (await Values<int>("touch_index"))[..3]);
        Assert.Equal([false, true, false], (await Values<bool>("is_primary_attribution"))[..3]);
        Assert.Equal(new DateTime(2025, 3, 1, 10, 0, 0, 123, 456, DateTimeKind.Utc), (await Values<DateTime>("order_date"))[0]);
        Assert.Equal(new DateTime(2025, 3, 1), (await Values<DateTime>("order_date_local"))[0]);

        async Task<T?[]> Values<T>(string name)
            where T : struct
        {
            var values = new T?[group.RowCount];
            await group.ReadAsync(Field(name), values.AsMemory());
            return values;
        }

        async Task<string?[]> Texts(string name)
        {
            var values = new string?[group.RowCount];
            await group.ReadAsync(Field(name), values.AsMemory());
            return values;
        }

        DataField Field(string name) => reader.Schema.GetDataFields().Single(field => field.Name == name);
    }

    [Fact]
    public async Task The_file_says_what_run_it_is_from()
    {
        await using var reader = await ParquetReader.CreateAsync(_target.File(Ads, 1));

        Assert.Equal("b1", reader.CustomMetadata["batch_id"]);
        Assert.Equal("Europe/Berlin", reader.CustomMetadata["time_zone"]);
        Assert.Equal("it's {quoted}", reader.CustomMetadata["note"]);
    }

    private static string TypeOf(DataField field) => field switch
    {
        DecimalDataField number => $"Decimal({number.Precision},{number.Scale})",
        DateTimeDataField { DateTimeFormat: DateTimeFormat.Date } => "Date",
        DateTimeDataField time => $"DateTime {(time.IsAdjustedToUTC ? "UTC" : "local")} {time.Unit}",
        _ when field.ClrType == typeof(ReadOnlyMemory<char>) => "String",
        _ => field.ClrType.Name,
    };
}
