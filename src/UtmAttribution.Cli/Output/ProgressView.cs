using Spectre.Console;
using Spectre.Console.Rendering;

namespace UtmAttribution.Cli.Output;

/// <summary>Shows on stderr how a run goes: a line that moves on a terminal, a line per stage elsewhere, or nothing.</summary>
internal static class ProgressView
{
    private static readonly TimeSpan BetweenLines = TimeSpan.FromSeconds(10);

    /// <summary>Does the work and shows its progress meanwhile.</summary>
    public static T Watch<T>(Terminal terminal, TimeProvider clock, bool quiet, Func<IProgress<RunProgress>?, T> work) =>
        quiet ? work(null)
        : terminal.ErrorIsTerminal ? WatchLive(terminal, clock, lists: true, work)
        : WatchPlain(terminal, clock, work);

    /// <summary>Does the work of somebody who waits for an answer: the line that moves is all that shows, and it goes.</summary>
    public static T WatchBriefly<T>(Terminal terminal, TimeProvider clock, bool quiet, Func<IProgress<RunProgress>?, T> work) =>
        quiet || !terminal.ErrorIsTerminal ? work(null) : WatchLive(terminal, clock, lists: false, work);

    private static T WatchPlain<T>(Terminal terminal, TimeProvider clock, Func<IProgress<RunProgress>, T> work)
    {
        var said = clock.GetTimestamp();
        var list = new StageList(stage => Say(ProgressText.Finished(stage)));
        var watch = new StageWatch(clock, Moved, list.Add);
        var result = work(watch);
        watch.Finish();
        list.Flush();
        return result;

        void Moved(StageNow stage)
        {
            if (clock.GetElapsedTime(said) >= BetweenLines && stage.Elapsed >= BetweenLines)
                Say(ProgressText.Lasting(stage));
        }

        void Say(string line)
        {
            terminal.Say(line);
            said = clock.GetTimestamp();
        }
    }

    private static T WatchLive<T>(Terminal terminal, TimeProvider clock, bool lists, Func<IProgress<RunProgress>, T> work)
    {
        var console = terminal.Renderer(terminal.Error, isTerminal: true);
        var list = new StageList(stage => Say(ProgressText.FinishedRow(stage, terminal.Unicode)));
        var watch = new StageWatch(clock, _ => { }, list.Add);
        return new Progress(console, clock) { AutoClear = true, ExcludeVerticalPadding = true }
            .Columns(new StageColumn(watch, terminal))
            .Start(context =>
            {
                context.AddTask("run");
                terminal.TalkAbove(console);
                try
                {
                    var result = work(watch);
                    watch.Finish();
                    list.Flush();
                    return result;
                }
                finally
                {
                    terminal.TalkAbove(null);
                }
            });

        void Say(string line)
        {
            if (lists)
                terminal.Say(line);
        }
    }

    /// <summary>The whole bottom line; Spectre draws it again ten times a second.</summary>
    private sealed class StageColumn(StageWatch watch, Terminal terminal) : ProgressColumn
    {
        protected override bool NoWrap => true;

        public override IRenderable Render(RenderOptions options, ProgressTask task, TimeSpan deltaTime) =>
            new Text(watch.Now is { } stage ? ProgressText.LiveRow(stage, terminal.Width, terminal.Unicode) : "");
    }
}
