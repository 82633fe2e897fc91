using UtmAttribution.DuckDb;
using UtmAttribution.Postgres;

namespace UtmAttribution.Tests.Postgres;

public sealed class ChunkCopyTests(TestDatabase database) : IClassFixture<TestDatabase>
{
    [Theory]
    [InlineData("numeric", "-12.5::decimal(4, 1)", "-12.5")]
    [InlineData("numeric", "0::decimal(9, 2)", "0.00")]
    [InlineData("numeric", "1000000.01::decimal(9, 2)", "1000000.01")]
    [InlineData("numeric", "-0.000000000000000001::decimal(38, 18)", "-0.000000000000000001")]
    [InlineData("numeric", "99999999999999999999999999999999999.999::decimal(38, 3)", "99999999999999999999999999999999999.999")]
    [InlineData("numeric", "-99999999999999.9999::decimal(18, 4)", "-99999999999999.9999")]
    [InlineData("numeric", "120000::decimal(18, 4)", "120000.0000")]
    [InlineData("double precision", "-0.1::double", "-0.1")]
    [InlineData("double precision", "'-infinity'::double", "-Infinity")]
    [InlineData("date", "date '1969-12-31'", "1969-12-31")]
    [InlineData("date", "'infinity'::date", "infinity")]
    [InlineData("date", "'-infinity'::date", "-infinity")]
    [InlineData("timestamp", "timestamp '1999-12-31 23:59:59.999999'", "1999-12-31 23:59:59.999999")]
    [InlineData("timestamp", "'infinity'::timestamp", "infinity")]
    [InlineData("timestamp", "'-infinity'::timestamp", "-infinity")]
    [InlineData("text", "'größe'", "größe")]
    [InlineData("bigint", "-9223372036854775808", "-9223372036854775808")]
    [InlineData("boolean", "true", "t")]
    [InlineData("smallint", "(-7)::tinyint", "-7")]
    [InlineData("uuid", "'00112233-4455-6677-8899-aabbccddeeff'::uuid", "00112233-4455-6677-8899-aabbccddeeff")]
    [InlineData("uuid", "'ffffffff-ffff-ffff-ffff-fffffffffffe'::uuid", "ffffffff-ffff-ffff-ffff-fffffffffffe")]
    [InlineData("integer", "null::integer", null)]
    public void A_value_of_the_engine_is_the_same_in_the_server(string type, string value, string? expected)
    {
        using var engine = DuckDBDatabase.Open(new());
        using var files = engine.Connect();
        using var server = database.Connect();
        using (var command = new Npgsql.NpgsqlCommand($"create temporary table copied (value {type}, after integer)", server))
            command.ExecuteNonQuery();
        using (var rows = files.Query($"select {value} as value, 7::integer as after"))
        using (var stream = server.BeginRawBinaryCopy("copy copied from stdin (format binary)"))
        {
            var copy = new ChunkCopy(stream);
            copy.Begin();
            while (rows.FetchChunk() is { } chunk)
            {
                using (chunk)
                    copy.Write(chunk);
            }

            copy.End();
        }

        using var query = new Npgsql.NpgsqlCommand("select value, after from copied", server) { AllResultTypesAreUnknown = true };
        using var reader = query.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal((expected, "7"), (reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetString(1)));
    }
}
