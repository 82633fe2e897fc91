using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace UtmAttribution.Tests.Faults;

/// <summary>
/// Inside the tool's process: notes which activities a run has, or does a fault at one of them. The environment says which; the
/// product knows nothing of it.
/// </summary>
internal static class FaultHook
{
    /// <summary>
    /// The file for the activities: a line for each, its name and its milliseconds. When a run ends, it waits until the sign is gone, so
    /// that somebody can look.
    /// </summary>
    public const string TraceVariable = "UTM_TEST_FAULT_TRACE";

    /// <summary>The fault, by its name in <see cref="Fault"/>.</summary>
    public const string FaultVariable = "UTM_TEST_FAULT";

    /// <summary>When it happens, as <see cref="FaultPoint.Parse"/> reads it.</summary>
    public const string PointVariable = "UTM_TEST_FAULT_POINT";

    /// <summary>
    /// The file that is made when it happens. What happens outside of the process has happened once it is gone again; the run waits for that.
    /// </summary>
    public const string SignVariable = "UTM_TEST_FAULT_SIGN";

    private static readonly ConcurrentDictionary<string, int> Begun = new(StringComparer.Ordinal);
    private static readonly ConcurrentDictionary<string, int> Ended = new(StringComparer.Ordinal);

    /// <summary>Begins to listen.</summary>
    public static void Install()
    {
        SystemCalls.HearInterrupts();
        var trace = Environment.GetEnvironmentVariable(TraceVariable);
        var lines = new ConcurrentQueue<string>();
        FaultPoint? point = null;
        if (trace is null)
            point = FaultPoint.Parse(Environment.GetEnvironmentVariable(PointVariable)!);
        else
            AppDomain.CurrentDomain.ProcessExit += (_, _) => File.WriteAllLines(trace, lines);
        ActivitySource.AddActivityListener(new ActivityListener
        {
            ShouldListenTo = source => source.Name == "UtmAttribution",
            Sample = (ref _) => ActivitySamplingResult.PropagationData,
            ActivityStarted = activity => Meet(point, activity, Begun, isEnd: false),
            ActivityStopped = activity =>
            {
                lines.Enqueue(string.Create(CultureInfo.InvariantCulture, $"{activity.OperationName}\t{activity.Duration.TotalMilliseconds}"));
                if (trace is not null && activity.OperationName == "run")
                {
                    GiveSign();
                    WaitForOthers();
                }
                Meet(point, activity, Ended, isEnd: true);
            },
        });
    }

    private static void Meet(FaultPoint? point, Activity activity, ConcurrentDictionary<string, int> met, bool isEnd)
    {
        if (point is null || point.IsEnd != isEnd || point.Activity != activity.OperationName || met.AddOrUpdate(point.Activity, 1, (_, before) => before + 1) != point.Occurrence)
            return;
        if (point.Delay > TimeSpan.Zero)
            new Thread(() => DoAfter(point.Delay)) { IsBackground = true }.Start();
        else
            Do();
    }

    private static void DoAfter(TimeSpan delay)
    {
        // Sleeping is too coarse for what takes less than some milliseconds.
        var clock = Stopwatch.StartNew();
        if (delay > TimeSpan.FromMilliseconds(3))
            Thread.Sleep(delay - TimeSpan.FromMilliseconds(2));
        while (clock.Elapsed < delay)
            Thread.SpinWait(20);
        Do();
    }

    private static void Do()
    {
        var fault = Enum.Parse<Fault>(Environment.GetEnvironmentVariable(FaultVariable)!);
        GiveSign();
        switch (fault)
        {
            case Fault.Kill:
                Process.GetCurrentProcess().Kill();
                break;
            case Fault.Terminate:
                _ = SystemCalls.kill(Environment.ProcessId, SystemCalls.Terminate);
                break;
            case Fault.Interrupt:
                _ = SystemCalls.kill(Environment.ProcessId, SystemCalls.Interrupt);
                break;
            case Fault.DiskFull:
                SystemCalls.TakeNoMoreBytes();
                break;
            default:
                WaitForOthers();
                break;
        }
    }

    private static string Sign => Environment.GetEnvironmentVariable(SignVariable)!;

    private static void GiveSign() => File.WriteAllText(Sign, "");

    private static void WaitForOthers()
    {
        while (File.Exists(Sign))
            Thread.Sleep(1);
    }

    private static class SystemCalls
    {
        public const int Interrupt = 2;
        public const int Terminate = 15;
        private const int FileTooLarge = 25;
        private const int FileSize = 1;
        private const nint Default = 0;
        private const nint Ignored = 1;

        /// <summary>What is started in the background of a script ignores Ctrl-C, and so does all that it starts.</summary>
        public static void HearInterrupts() => _ = signal(Interrupt, Default);

        /// <summary>Lets every write that makes a file longer fail, as on a full disk, though with another error number.</summary>
        public static void TakeNoMoreBytes()
        {
            _ = signal(FileTooLarge, Ignored);
            var nothing = new Limit(0, 0);
            if (setrlimit(FileSize, in nothing) != 0)
                throw new InvalidOperationException("The system does not take a limit of file sizes.");
        }

        [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        public static extern int kill(int process, int signal);

        [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern nint signal(int number, nint handler);

        [DllImport("libc"), DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
        private static extern int setrlimit(int resource, in Limit limit);

        [StructLayout(LayoutKind.Sequential)]
        private readonly record struct Limit(nuint Soft, nuint Hard);
    }
}
