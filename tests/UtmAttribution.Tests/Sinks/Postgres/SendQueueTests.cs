using System.Buffers.Binary;
using UtmAttribution.Postgres;
using UtmAttribution.Sinks.Postgres;

namespace UtmAttribution.Tests.Sinks.Postgres;

public sealed class SendQueueTests
{
    private const int Senders = 3;
    private const int RowsEach = 4_000;

    [Fact]
    public void Rows_of_several_senders_arrive_whole_each_once_and_in_their_senders_order()
    {
        using var target = new MemoryStream();
        using (var queue = new SendQueue(target))
        {
            Parallel.For(0, Senders, new ParallelOptions { MaxDegreeOfParallelism = Senders }, sender =>
            {
                var random = new Random(sender);
                var buffer = new CopyBuffer(queue.Send);
                for (var row = 0; row < RowsEach; row++)
                {
                    // A row may be longer than a buffer.
                    var length = random.Next(100) switch { 0 => random.Next(2 * CopyBuffer.Size), < 10 => random.Next(10_000), _ => random.Next(100) };
                    buffer.Add((short)sender);
                    BinaryPrimitives.WriteInt32BigEndian(buffer.Room(8), row);
                    BinaryPrimitives.WriteInt32BigEndian(buffer.Room(8)[4..], length);
                    buffer.Advance(8);
                    buffer.Add(Enumerable.Repeat((byte)row, length).ToArray());
                    buffer.EndRow();
                }

                buffer.Flush();
            });
            queue.Finish();
        }

        var next = new int[Senders];
        for (var rest = target.ToArray().AsSpan(); rest.Length > 0;)
        {
            var sender = BinaryPrimitives.ReadInt16BigEndian(rest);
            var row = BinaryPrimitives.ReadInt32BigEndian(rest[2..]);
            var length = BinaryPrimitives.ReadInt32BigEndian(rest[6..]);
            Assert.Equal(next[sender]++, row);
            Assert.Equal(-1, rest.Slice(10, length).IndexOfAnyExcept((byte)row));
            rest = rest[(10 + length)..];
        }

        Assert.All(next, rows => Assert.Equal(RowsEach, rows));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_fault_of_the_stream_reaches_who_sends_or_finishes(bool sendsOn)
    {
        using var target = new BrokenStream();
        using var queue = new SendQueue(target);
        var bytes = queue.Send(new byte[CopyBuffer.Size], 1);
        var fault = Assert.Throws<IOException>(() =>
        {
            while (sendsOn)
                bytes = queue.Send(bytes, 1);
            queue.Finish();
        });
        Assert.Equal("broken", fault.Message);
    }

    [Fact]
    public void What_is_queued_when_it_is_disposed_is_not_sent()
    {
        using var target = new SlowStream();
        using var later = new Timer(_ => target.MayEnd.Set());
        using (var queue = new SendQueue(target))
        {
            var bytes = new byte[CopyBuffer.Size];
            for (var i = 0; i < 10; i++)
                bytes = queue.Send(bytes, 1);
            target.Began.Wait();
            later.Change(TimeSpan.FromMilliseconds(100), Timeout.InfiniteTimeSpan);
        }

        Assert.Equal(1, target.Writes);
    }

    private sealed class BrokenStream : MemoryStream
    {
        public override void Write(byte[] buffer, int offset, int count) => throw new IOException("broken");
    }

    private sealed class SlowStream : MemoryStream
    {
        public ManualResetEventSlim Began { get; } = new();

        public ManualResetEventSlim MayEnd { get; } = new();

        public int Writes { get; private set; }

        public override void Write(byte[] buffer, int offset, int count)
        {
            Writes++;
            Began.Set();
            MayEnd.Wait();
        }

        protected override void Dispose(bool disposing)
        {
            Began.Dispose();
            MayEnd.Dispose();
            base.Dispose(disposing);
        }
    }
}
