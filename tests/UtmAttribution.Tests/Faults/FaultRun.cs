using System.Diagnostics;
using System.Reflection;
using Npgsql;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Faults;

/// <summary>Does one case with the tool's own process, then the same command once more without a fault, and finds what is wrong.</summary>
/// <param name="shop">Where.</param>
/// <param name="random">Decides what the case leaves open.</param>
internal sealed class FaultRun(FaultedShop shop, Random random)
{
    private const int Killed = 128 + 9;

    // What tells that nothing of one window, or in one target, was published.
    private static readonly string[] Others = ["has this run already", "The windows above are published"];

    private readonly List<string> _faults = [];

    /// <summary>Does a backfill undisturbed and notes its activities.</summary>
    public static TracedActivities Trace(FaultedShop shop)
    {
        shop.Restore();
        var trace = shop.Path("trace");
        using var tool = Start(shop, shop.Arguments("backfill", Targets.Both), new() { [FaultHook.TraceVariable] = trace });
        var (exitCode, _, error) = ToolProcess.Finish(tool);
        Assert.Equal((ExitCodes.Done, ""), (exitCode, error));
        Assert.Equal(shop.OneRun.Folder.After, shop.OfFolder());
        Assert.Equal(shop.OneRun.Schema.After, shop.OfSchema());
        return new(trace);
    }

    /// <summary>Does it.</summary>
    public FaultResult Do(FaultCase @case, FaultPoint point)
    {
        shop.Restore();
        var states = @case.Command == "run" ? shop.OneRun : shop.Windows;
        bool isMet;
        int exitCode, reads;
        string error;
        using (var reader = new ParallelReader(shop, @case.Targets, states, FaultedShop.AnyDate(random)))
        {
            (isMet, exitCode, error) = Disturb(@case, point);
            reader.Dispose();
            reads = reader.Reads;
            _faults.AddRange(reader.Faults.Distinct());
        }

        shop.RestoreSource();
        var outcome = Look(@case, states);
        JudgeWords(@case, isMet, exitCode, error, outcome);
        Resume(@case, states);
        return new(@case, point, isMet, outcome, reads, exitCode, error, [.. _faults]);
    }

    private (bool IsMet, int ExitCode, string Error) Disturb(FaultCase @case, FaultPoint point)
    {
        var sign = shop.Path("sign");
        File.Delete(sign);
        using var proxy = @case.Fault == Fault.ConnectionCut ? new CutProxy(new NpgsqlConnectionStringBuilder(shop.Database.ConnectionString).Port) : null;
        using var tool = Start(shop, shop.Arguments(@case.Command, @case.Targets, proxy?.Port), new()
        {
            [FaultHook.FaultVariable] = $"{@case.Fault}",
            [FaultHook.PointVariable] = $"{point}",
            [FaultHook.SignVariable] = sign,
        });
        var finish = Task.Run(() => ToolProcess.Finish(tool));
        var clock = Stopwatch.StartNew();
        var isMet = false;
        while (!finish.Wait(1))
        {
            if (!isMet && File.Exists(sign))
            {
                isMet = true;
                if (@case.Fault == Fault.ConnectionCut)
                    proxy!.Cut();
                else if (@case.Fault == Fault.SourceUnreadable)
                    SpoilSource();
                File.Delete(sign);
            }

            if (clock.Elapsed > TimeSpan.FromMinutes(2))
            {
                _faults.Add("it did not end");
                tool.Kill();
            }
        }
        return (isMet || File.Exists(sign), finish.Result.ExitCode, finish.Result.Error);
    }

    private void SpoilSource()
    {
        var files = Directory.GetFiles(shop.Source).Where(file => new FileInfo(file).Length > 0).ToArray();
        var file = files[random.Next(files.Length)];
        var way = random.Next(3);
        if (way == 0)
        {
            using var bytes = File.OpenWrite(file);
            bytes.SetLength(bytes.Length / 2);
            return;
        }
        File.Delete(file);
        if (way == 1)
            Directory.CreateDirectory(file);
    }

    private Outcome Look(FaultCase @case, (TargetStates Folder, TargetStates Schema) states)
    {
        var outcomes = new List<Outcome>();
        if (@case.Targets.HasFlag(Targets.Folder))
        {
            var found = shop.OfFolder();
            _faults.AddRange(states.Folder.FaultsOfFolder(found));
            outcomes.Add(OutcomeOf(states.Folder, found));
        }
        if (@case.Targets.HasFlag(Targets.Schema))
        {
            var found = shop.OfSchema();
            if (!states.Schema.HasWhole(found))
                _faults.Add("the schema is of no state");
            outcomes.Add(OutcomeOf(states.Schema, found));
        }
        return outcomes.Distinct().Count() == 1 ? outcomes[0] : Outcome.Between;
    }

    private static Outcome OutcomeOf(TargetStates states, SortedDictionary<string, string> found) =>
        found.SequenceEqual(states.Before) ? Outcome.Before : found.SequenceEqual(states.After) ? Outcome.After : Outcome.Between;

    // Whoever reads the message, or the exit code, must not be told what is not so.
    private void JudgeWords(FaultCase @case, bool isMet, int exitCode, string error, Outcome outcome)
    {
        var allowed = !isMet ? [ExitCodes.Done] : @case.Fault switch
        {
            Fault.Kill => [Killed],
            Fault.Terminate or Fault.Interrupt when !@case.IsPublishing && !@case.IsAnywhere => [ExitCodes.Cancelled],
            Fault.Terminate or Fault.Interrupt => [ExitCodes.Cancelled, ExitCodes.Done],
            _ => (int[])[ExitCodes.Failed, ExitCodes.Done],
        };
        if (!allowed.Contains(exitCode))
            _faults.Add($"the exit code is {exitCode}");
        if (exitCode == ExitCodes.Done && outcome != Outcome.After)
            _faults.Add("it says that it is done, and is not");
        if (exitCode is ExitCodes.Failed or ExitCodes.Cancelled && error.Count(letter => letter == '\n') != 1)
            _faults.Add("it says more than one line");
        if (exitCode == ExitCodes.Failed && !error.StartsWith("error: ", StringComparison.Ordinal))
            _faults.Add("it fails and does not say so");
        if (error.Contains("othing was published", StringComparison.Ordinal) && !Others.Any(words => error.Contains(words, StringComparison.Ordinal)) && outcome != Outcome.Before)
            _faults.Add("it says that nothing was published");
    }

    private void Resume(FaultCase @case, (TargetStates Folder, TargetStates Schema) states)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        if (CommandLine.Run(shop.Arguments(@case.Command, @case.Targets), new Terminal(output, error), RunCommand.Pipeline) != ExitCodes.Done)
            _faults.Add($"the same command again fails: {error}");
        if (@case.Targets.HasFlag(Targets.Schema) && !shop.OfSchema().SequenceEqual(states.Schema.After))
            _faults.Add("the same command again does not publish to the schema what an undisturbed one does");
        if (@case.Targets.HasFlag(Targets.Folder))
        {
            if (!shop.OfFolder().SequenceEqual(states.Folder.After))
                _faults.Add("the same command again does not publish to the folder what an undisturbed one does");
            _faults.AddRange(OutputVerifier.Verify(shop.Target, null, CancellationToken.None).Findings);
            _faults.AddRange(Directory.EnumerateFileSystemEntries(shop.Target, ".*").Select(path => Path.GetFileName(path)).Where(name => name != ".lock").Select(name => $"the target still has {name}"));
        }
        _faults.AddRange(Directory.EnumerateFileSystemEntries(shop.Temp).Select(path => $"{Path.GetFileName(path)} is still among the temporary files"));
    }

    private static Process Start(FaultedShop shop, string[] arguments, Dictionary<string, string> environment)
    {
        environment["DOTNET_STARTUP_HOOKS"] = Assembly.GetExecutingAssembly().Location;
        return ToolProcess.Start(shop.Temp, arguments, environment);
    }
}
