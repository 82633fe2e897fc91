using UtmAttribution.Errors;
using UtmAttribution.Postgres;

namespace UtmAttribution.Sinks.Postgres;

/// <summary>Turns faults of the target's server into a word for the user.</summary>
internal static class TargetServer
{
    /// <summary>Runs the work; a fault of the server becomes a <see cref="ServerException"/> that ends with the consequence.</summary>
    public static T Guard<T>(PostgresServer server, string doing, string consequence, Func<T> work, CancellationToken cancellation = default)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is not (PublishException or OperationCanceledException or ServerException or InvalidInputException))
        {
            cancellation.ThrowIfCancellationRequested();
            if (PostgresFault.Explain(server, fault, doing) is { } explained)
                throw new ServerException($"{explained.Message} {consequence}", fault);
            throw;
        }
    }
}
