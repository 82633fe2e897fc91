using UtmAttribution.DuckDb;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Postgres.Checks;

namespace UtmAttribution.Cli.Diagnosis;

/// <summary>Looks at one thing after the other; a fault in one of them is what was found, and the next one is looked at all the same.</summary>
/// <param name="cancellation">Ends it.</param>
internal sealed class Examination(CancellationToken cancellation)
{
    private readonly List<Finding> _findings = [];

    /// <summary>What was found so far.</summary>
    public IReadOnlyList<Finding> Findings => _findings;

    /// <summary>Ends it.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Only says something.</summary>
    /// <param name="check">What it is about.</param>
    /// <param name="found">What is said.</param>
    public void Tell(string check, string found) => _findings.Add(new(check, Passed: null, found));

    /// <summary>Looks at something that is well unless looking at it throws.</summary>
    /// <param name="check">What is looked at.</param>
    /// <param name="look">Looks, and says what it found.</param>
    /// <returns>Whether all is well.</returns>
    public bool Check(string check, Func<string> look) => Check(check, () => (true, look()));

    /// <summary>Looks at something.</summary>
    /// <param name="check">What is looked at.</param>
    /// <param name="look">Looks, and says whether all is well and what it found.</param>
    /// <returns>Whether all is well.</returns>
    public bool Check(string check, Func<(bool Passed, string Found)> look)
    {
        cancellation.ThrowIfCancellationRequested();
        _findings.Add(Look(check, look));
        return _findings[^1].Passed == true;
    }

    private static Finding Look(string check, Func<(bool Passed, string Found)> look)
    {
        try
        {
            var (passed, found) = look();
            return new(check, passed, found);
        }
        catch (Exception fault) when (fault is InvalidInputException or InvalidOptionException or ServerException or PublishException or ResourceException
            or DuckDBException or DllNotFoundException or IOException or UnauthorizedAccessException)
        {
            return new(check, Passed: false, fault.Message);
        }
    }
}
