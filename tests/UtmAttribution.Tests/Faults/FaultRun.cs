using System.Diagnostics;
using Npgsql;
using UtmAttribution.Cli;
using UtmAttribution.Cli.Commands;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Cli;
using UtmAttribution.Tests.Sources.Postgres;

namespace UtmAttribution.Tests.Faults;

/// <summary>
/// Does cases with the tool's own process, one after the other as long as the targets are as before, then the same command once more
/// without a fault, and finds what is wrong: each attempt, and the last above all, meets what those before it have left.
/// </summary>
internal sealed class FaultRun
{
    private const int MostAttempts = 3;
    private const int Killed = 128 + 9;

    // What tells that nothing of one window, or in one target, was published.
    private static readonly string[] Others = ["has this run already", "The windows above are published"];

    private readonly FaultedShop _shop;
    private readonly Random _random;
    private readonly string _command;
    private readonly Targets _targets;
    private readonly (TargetStates Folder, TargetStates Schema) _states;
    private readonly List<FaultResult> _results = [];
    private readonly List<string> _faults = [];
    private TargetDamage? _damage;

    /// <summary>Begins with source and targets as they were.</summary>
    /// <param name="shop">Where.</param>
    /// <param name="random">Decides what cases leave open.</param>
    /// <param name="command">The command of all cases.</param>
    /// <param name="targets">What all of them publish to.</param>
    public FaultRun(FaultedShop shop, Random random, string command, Targets targets)
    {
        (_shop, _random, _command, _targets, _states) = (shop, random, command, targets, command == "run" ? shop.OneRun : shop.Windows);
        shop.Restore();
    }

    /// <summary>How many cases it has done.</summary>
    public int Attempts => _results.Count;

    /// <summary>Whether one more can be done.</summary>
    public bool GoesOn => Attempts < MostAttempts && _results[^1].Outcome == Outcome.Before;

    /// <summary>Does a case.</summary>
    public FaultResult Disturb(FaultCase @case, FaultPoint point)
    {
        _faults.Clear();
        _damage = null;
        bool isMet;
        int exitCode, reads;
        string error;
        var date = FaultedShop.AnyDate(_random);
        using (var reader = new ParallelReader(_shop, _targets, _states, date))
        {
            (isMet, exitCode, error) = Start(@case, point, date);
            reader.Dispose();
            reads = reader.Reads;
            _faults.AddRange(reader.Faults.Distinct());
        }

        _shop.RestoreSource();
        _damage?.Mend();
        var outcome = Look();
        JudgeWords(@case, isMet, exitCode, error, outcome);
        _results.Add(new(@case, point, isMet, outcome, reads, exitCode, error, [.. _faults], _results.LastOrDefault()));
        return _results[^1];
    }

    /// <summary>Lets the same command complete, and gives what came of all cases; what is wrong now is the last one's.</summary>
    public IReadOnlyList<FaultResult> Complete()
    {
        _faults.Clear();
        using var output = new StringWriter();
        using var error = new StringWriter();
        if (CommandLine.Run(_shop.Arguments(_command, _targets), new Terminal(output, error), RunCommand.Pipeline) != ExitCodes.Done)
            _faults.Add($"the same command again fails: {error}");
        if (_targets.HasFlag(Targets.Schema) && !_shop.OfSchema().SequenceEqual(_states.Schema.After))
            _faults.Add("the same command again does not publish to the schema what an undisturbed one does");
        if (_targets.HasFlag(Targets.Folder))
        {
            if (!_shop.OfFolder().SequenceEqual(_states.Folder.After))
                _faults.Add("the same command again does not publish to the folder what an undisturbed one does");
            _faults.AddRange(OutputVerifier.Verify(_shop.Target, null, CancellationToken.None).Findings);
            _faults.AddRange(Left(_shop.Target).Where(name => name.StartsWith('.') && name != ".lock").Select(name => $"the target still has {name}"));
        }
        _faults.AddRange(Left(_shop.Temp).Select(name => $"{name} is still among the temporary files"));
        return [.. _results[..^1], _results[^1] with { Faults = [.. _results[^1].Faults, .. _faults] }];
    }

    private (bool IsMet, int ExitCode, string Error) Start(FaultCase @case, FaultPoint point, DateOnly read)
    {
        var sign = _shop.Path("sign");
        File.Delete(sign);
        using var proxy = @case.Fault == Fault.ConnectionCut ? new CutProxy(new NpgsqlConnectionStringBuilder(_shop.Database.ConnectionString).Port) : null;
        using var tool = HookedTool.Start(_shop, _shop.Arguments(_command, _targets, proxy?.Port), new()
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
                else if (@case.Fault == Fault.TargetDamaged)
                    _damage = TargetDamage.Do(_shop.Target, _shop.Path("aside"), read, _random);
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
        var files = Directory.GetFiles(_shop.Source).Where(file => new FileInfo(file).Length > 0).ToArray();
        var file = files[_random.Next(files.Length)];
        var way = _random.Next(3);
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

    private Outcome Look()
    {
        var outcomes = new List<Outcome>();
        if (_targets.HasFlag(Targets.Folder))
        {
            var found = _shop.OfFolder();
            _faults.AddRange(_states.Folder.FaultsOfFolder(found));
            outcomes.Add(OutcomeOf(_states.Folder, found));
        }
        if (_targets.HasFlag(Targets.Schema))
        {
            var found = _shop.OfSchema();
            if (!_states.Schema.HasWhole(found))
                _faults.Add("the schema is of no state");
            outcomes.Add(OutcomeOf(_states.Schema, found));
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
            Fault.TargetDamaged when IsHindered(@case) => [ExitCodes.Failed],
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
        if (exitCode == ExitCodes.Failed && _damage is not null && !error.Contains(_damage.Path, StringComparison.Ordinal))
            _faults.Add($"it does not say what is wrong with {_damage.Path}");
        if (IsHindered(@case) && outcome != Outcome.Before)
            _faults.Add($"it publishes although {_damage!.Path} is damaged");
    }

    private bool IsHindered(FaultCase @case) => @case.IsFirst && _damage is { IsInTheWay: true };

    private static IEnumerable<string> Left(string folder) => Directory.EnumerateFileSystemEntries(folder).Select(path => Path.GetFileName(path));
}
