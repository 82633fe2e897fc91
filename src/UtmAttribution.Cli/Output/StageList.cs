namespace UtmAttribution.Cli.Output;

/// <summary>Tells of finished stages, one by one where they took time, and of the many short ones between them together.</summary>
/// <param name="say">Tells of one stage.</param>
internal sealed class StageList(Action<StageNow> say)
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(0.1);

    private readonly List<StageNow> _short = [];

    /// <summary>A stage is over.</summary>
    public void Add(StageNow stage)
    {
        if (stage.Elapsed < Short)
        {
            _short.Add(stage);
            return;
        }

        Flush();
        say(stage);
    }

    /// <summary>Tells of the short stages that wait.</summary>
    public void Flush()
    {
        if (_short is [var only])
            say(only);
        else if (_short.Count > 0)
            say(new StageNow($"{_short.Count} short stages", 0, null, "%", TimeSpan.FromTicks(_short.Sum(stage => stage.Elapsed.Ticks))));

        _short.Clear();
    }
}
