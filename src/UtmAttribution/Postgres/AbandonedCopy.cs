using Npgsql;

namespace UtmAttribution.Postgres;

/// <summary>Ends a COPY to a server that must not be completed: to dispose of its stream would complete what is there.</summary>
internal static class AbandonedCopy
{
    /// <summary>Ends it without its rows; a connection that is gone is no further fault.</summary>
    public static void Abandon(this NpgsqlRawCopyStream stream)
    {
        try
        {
            stream.Cancel();
        }
        catch (Exception fault) when (fault is NpgsqlException or IOException or ObjectDisposedException or InvalidOperationException)
        {
            // The connection is gone already, and with it what was sent.
        }
    }
}
