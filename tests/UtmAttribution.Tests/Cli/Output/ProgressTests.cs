using UtmAttribution.Cli;
using UtmAttribution.Cli.Output;

namespace UtmAttribution.Tests.Cli.Output;

public sealed class ProgressTests
{
    private readonly ManualClock _clock = new();

    [Fact]
    public void Without_a_terminal_every_finished_stage_is_one_line_and_a_long_one_says_now_and_then_where_it_is()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error);

        var result = ProgressView.Watch(terminal, _clock, quiet: false, progress =>
        {
            Report(progress, 0, "load orders", 0, 5_000_000, "rows");
            Report(progress, 4, "load orders", 1_000_000, 5_000_000, "rows");
            Report(progress, 8, "load orders", 2_000_000, 5_000_000, "rows");
            Report(progress, 1, "load orders", 2_100_000, 5_000_000, "rows");
            Report(progress, 12, "load orders", 5_000_000, 5_000_000, "rows");
            Report(progress, 0.5, "sessions", 0, 100, "%");
            Report(progress, 2, "sessions", 90, 100, "%");
            Report(progress, 1, "publish utm_sessions", 1, null, "files");
            _clock.Advance(TimeSpan.FromSeconds(70));
            return 42;
        });

        Assert.Equal(42, result);
        Assert.Equal("""
            load orders: 2,000,000 of 5,000,000 rows, 40 %, 166,666/s, 18 s left, 12 s so far
            load orders: 5,000,000 of 5,000,000 rows, 100 %, 200,000/s, 25 s so far
            load orders: 5,000,000 rows in 25.5 s
            sessions: 3.00 s
            publish utm_sessions: 1 file in 1 min 10 s

            """.ReplaceLineEndings("\n"), error.ToString().ReplaceLineEndings("\n"));
    }

    [Fact]
    public void Quiet_is_quiet()
    {
        using var error = new StringWriter();

        ProgressView.Watch(new Terminal(TextWriter.Null, error), _clock, quiet: true, progress =>
        {
            Report(progress, 0, "load orders", 1, 2, "rows");
            return 0;
        });

        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void A_stage_that_failed_is_not_reported_as_done()
    {
        using var error = new StringWriter();

        Assert.Throws<IOException>(() => ProgressView.Watch<int>(new Terminal(TextWriter.Null, error), _clock, quiet: false, progress =>
        {
            Report(progress, 0, "load orders", 1, 2, "rows");
            throw new IOException("gone");
        }));

        Assert.Equal("", error.ToString());
    }

    [Fact]
    public void On_a_terminal_finished_stages_stay_and_the_result_comes_through()
    {
        using var error = new StringWriter();
        var terminal = new Terminal(TextWriter.Null, error) { ErrorIsTerminal = true, Unicode = true };

        var result = ProgressView.Watch(terminal, _clock, quiet: false, progress =>
        {
            Report(progress, 0, "load orders", 1_234, null, "rows");
            Report(progress, 2, "sessions", 0, null, "rows");
            return 42;
        });

        Assert.Equal(42, result);
        Assert.Contains($"✓ load orders{new string(' ', 34)}1,234 rows       2.00 s", error.ToString());
        Assert.Contains($"✓ sessions{new string(' ', 54)}0.00 s", error.ToString());
    }

    [Theory]
    [InlineData(500, 1_000L, "rows", 10, 100, "  sessions                           ━━━━━━━━━━──────────  500 of 1,000 rows  50 %  50/s  10 s left")]
    [InlineData(500, 1_000L, "rows", 10, 80, "  sessions                           500 of 1,000 rows  50 %  50/s  10 s left")]
    [InlineData(500, 1_000L, "rows", 10, 50, "  sessions                           500 of 1,000")]
    [InlineData(500, null, "rows", 10, 100, "  sessions                           500 rows  50/s")]
    [InlineData(25, 100L, "%", 30, 80, "  sessions                           ━━━━───────────────  25 %  1 min 30 s left")]
    [InlineData(0, null, "rows", 3, 80, "  sessions                           3 s")]
    public void The_moving_line_fits_the_terminal(long done, long? total, string unit, int seconds, int width, string line)
    {
        var text = ProgressText.LiveRow(new StageNow("sessions", done, total, unit, TimeSpan.FromSeconds(seconds)), width, unicode: true);

        Assert.Equal(line, text);
        Assert.True(text.Length < width);
    }

    [Fact]
    public void Stages_that_overlap_are_each_reported_once_with_their_own_time()
    {
        var finished = new List<string>();
        var watch = new StageWatch(_clock, _ => { }, stage => finished.Add(ProgressText.Finished(stage)));

        Report(watch, 0, "orders", 10, 100, "rows");
        Report(watch, 1, "ads", 10, 100, "rows");
        Report(watch, 0.5, "orders", 100, 100, "rows");
        Assert.Equal("ads", watch.Now!.Stage);
        Report(watch, 1, "ads", 90, 100, "rows");
        Report(watch, 1, "accounts", 5, 5, "rows");
        Report(watch, 1, "rates", 5, 5, "rows");
        _clock.Advance(TimeSpan.FromSeconds(1));
        watch.Finish();

        Assert.Equal(["orders: 100 rows in 3.50 s", "ads: 90 rows in 2.50 s", "accounts: 5 rows in 1.00 s", "rates: 5 rows in 1.00 s"], finished);
    }

    [Fact]
    public void The_screen_can_ask_where_the_run_is_while_it_is_told_of_a_stage()
    {
        StageWatch? watch = null;
        var answers = new List<bool>();
        watch = new StageWatch(_clock, _ => Ask(), _ => Ask());

        Report(watch, 0, "orders", 1, 2, "rows");
        Report(watch, 1, "ads", 1, null, "rows");
        watch.Finish();

        Assert.Equal([true, true, true, true], answers);

        void Ask() => answers.Add(Task.Run(() => _ = watch!.Now).Wait(TimeSpan.FromSeconds(30)));
    }

    [Fact]
    public void Many_short_stages_are_one_line()
    {
        using var error = new StringWriter();

        ProgressView.Watch(new Terminal(TextWriter.Null, error), _clock, quiet: false, progress =>
        {
            foreach (var stage in (string[])["visitors", "orders", "visits"])
                Report(progress, 0.02, stage, 0, null, "rows");

            Report(progress, 0.02, "sessions", 0, null, "rows");
            Report(progress, 2, "touchpoints", 0, null, "rows");
            return 0;
        });

        Assert.Equal("3 short stages: 0.06 s\nsessions: 2.00 s\ntouchpoints: 0.00 s\n", error.ToString().ReplaceLineEndings("\n"));
    }

    private void Report(IProgress<RunProgress>? progress, double secondsLater, string stage, long done, long? total, string unit)
    {
        _clock.Advance(TimeSpan.FromSeconds(secondsLater));
        progress?.Report(new RunProgress(stage, done, total, unit));
    }

    private sealed class ManualClock : TimeProvider
    {
        private long _ticks;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _ticks;

        public void Advance(TimeSpan span) => _ticks += span.Ticks;
    }
}
