using UtmAttribution.Loading;
using UtmAttribution.Sources;

namespace UtmAttribution.Tests.Loading;

public sealed class PartLoadTests
{
    [Fact]
    public void A_part_that_fails_ends_one_that_waits_for_its_server()
    {
        var fault = Assert.Throws<InvalidDataException>(() => PartLoad.Run(
            token => [new Part(waits: true, token), new Part(waits: false, token)],
            (reader, _, _, _) => reader.Read() ? 1 : 0,
            progress: null,
            CancellationToken.None));
        Assert.Equal("broken", fault.Message);
    }

    [Fact]
    public void Cancelling_ends_all_parts()
    {
        using var stop = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        Assert.Throws<OperationCanceledException>(() => PartLoad.Run(
            token => [new Part(waits: true, token), new Part(waits: true, token)], (reader, _, _, _) => reader.Read() ? 1 : 0, progress: null, stop.Token));
    }

    /// <summary>Waits for a row until the token that it was opened with ends it, or is broken.</summary>
    private sealed class Part(bool waits, CancellationToken token) : TableReader
    {
        public override bool Read()
        {
            if (!waits)
                throw new InvalidDataException("broken");
            if (!token.WaitHandle.WaitOne(TimeSpan.FromSeconds(20)))
                Assert.Fail("Nobody ended this part.");
            throw new OperationCanceledException(token);
        }

        public override ValueKind Kind(int column) => ValueKind.Missing;

        public override bool IsNull(int column) => true;

        public override ReadOnlySpan<byte> Text(int column) => [];

        public override long Number(int column) => 0;

        protected override void Dispose(bool disposing)
        {
        }
    }
}
