using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Npgsql;
using UtmAttribution.Postgres.Plain;

namespace UtmAttribution.Tests.Postgres.Plain;

/// <summary>What a server sends, cut anywhere: a server of the test's own that plays back bytes.</summary>
public sealed class ServerMessagesTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(7)]
    [InlineData(100_000)]
    public async Task The_bytes_of_a_COPY_are_those_that_were_sent_wherever_they_are_cut(int bytesPerPacket)
    {
        var longRow = new string('x', bytesPerPacket > 1000 ? 1_000_000 : 300);
        var copied = await Copy(
            bytesPerPacket,
            [.. Message('H', "0"), .. Message('d', "first"), .. Message('d', ""), .. Notice("a notice"), .. Message('d', longRow), .. Message('S', "a\0b\0"), .. Message('d', "last")],
            [.. Message('c', ""), .. Message('C', "COPY 4\0"), .. Message('Z', "T")]);

        Assert.Equal($"first{longRow}last", copied);
    }

    [Fact]
    public async Task An_error_in_the_middle_of_a_COPY_is_the_servers_own_words()
    {
        var fault = await Assert.ThrowsAsync<PostgresException>(() => Copy(
            5, [.. Message('H', "0"), .. Message('d', "first"), .. Message('E', "SERROR\0VERROR\0C57014\0Mcanceling statement\0Hdo not\0\0")]));

        Assert.Equal(("57014", "canceling statement", "do not"), (fault.SqlState, fault.MessageText, fault.Hint));
    }

    [Fact]
    public async Task An_error_after_the_last_byte_is_no_end_of_the_COPY() =>
        await Assert.ThrowsAsync<PostgresException>(() => Copy(
            100, [.. Message('H', "0"), .. Message('d', "first"), .. Message('c', ""), .. Message('E', "SERROR\0C40001\0Mno\0\0")]));

    [Fact]
    public async Task A_COPY_that_begins_later_than_connecting_may_take_is_waited_for() =>
        Assert.Equal("late", await Copy(
            timeout: 2, TimeSpan.FromSeconds(2.5), 100, [.. Message('H', "0"), .. Message('d', "late"), .. Message('c', ""), .. Message('Z', "T")]));

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(14)]
    public async Task A_connection_that_ends_in_the_middle_is_a_fault(int sent) =>
        await Assert.ThrowsAsync<EndOfStreamException>(() => Copy(
            100, [.. ((byte[])[.. Message('H', "0"), .. Message('d', "first"), .. Message('c', "")])[..sent]]));

    [Fact]
    public async Task What_is_no_PostgreSQL_is_a_fault() =>
        await Assert.ThrowsAsync<NpgsqlException>(() => Copy(100, [(byte)'d', 0, 0, 0, 0, 0, 0, 0]));

    private static Task<string> Copy(int bytesPerPacket, params byte[][] parts) => Copy(timeout: 60, TimeSpan.Zero, bytesPerPacket, parts);

    // Part by part with a pause between them, each part in packets of so many bytes.
    private static async Task<string> Copy(int timeout, TimeSpan pause, int bytesPerPacket, params byte[][] parts)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        // A thread of its own: those of the pool may all be taken by other tests.
        var serving = Task.Factory.StartNew(Serve, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);

        var settings = new NpgsqlConnectionStringBuilder { SslMode = SslMode.Disable, Username = "ana", Database = "shop", Timeout = timeout };
        using var connection = PlainConnection.TryOpen(settings, "127.0.0.1", ((IPEndPoint)listener.LocalEndpoint).Port)!;
        connection.StartCopy("copy", CancellationToken.None);
        var copied = new MemoryStream();
        var buffer = new byte[50_000];
        for (int length; (length = connection.ReceiveCopy(buffer)) > 0;)
            copied.Write(buffer, 0, length);
        await serving;
        Assert.Equal(0, connection.ReceiveCopy(buffer));
        return Encoding.ASCII.GetString(copied.ToArray());

        void Serve()
        {
            using var client = listener.AcceptTcpClient();
            client.NoDelay = true;
            var stream = client.GetStream();
            Receive(stream, hasKind: false);
            stream.Write((byte[])[.. Message('R', "\0\0\0\0"), .. Message('Z', "I")]);
            Receive(stream, hasKind: true);
            Thread.Sleep(pause);
            foreach (var part in parts)
            {
                foreach (var packet in part.Chunk(bytesPerPacket))
                    stream.Write(packet);
                Thread.Sleep(30); // Longer than the client waits for more.
            }
        }
    }

    private static void Receive(NetworkStream stream, bool hasKind)
    {
        var header = new byte[hasKind ? 5 : 4];
        stream.ReadExactly(header);
        stream.ReadExactly(new byte[BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(header.Length - 4)) - 4]);
    }

    private static byte[] Notice(string text) => Message('N', $"SNOTICE\0M{text}\0\0");

    private static byte[] Message(char kind, string body)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, body.Length + 4);
        return [(byte)kind, .. length, .. Encoding.ASCII.GetBytes(body)];
    }
}
