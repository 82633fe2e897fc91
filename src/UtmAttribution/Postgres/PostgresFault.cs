using System.Net.Sockets;
using System.Security.Authentication;
using Npgsql;
using UtmAttribution.Errors;

namespace UtmAttribution.Postgres;

/// <summary>Says in one message what is wrong between us and a server.</summary>
internal static class PostgresFault
{
    /// <summary>The fault as a message: the server, what happened, what to do; null where it is none of a server's.</summary>
    /// <param name="server">The server.</param>
    /// <param name="fault">What was thrown.</param>
    /// <param name="doing">What was being done, such as <c>reading table 'shopify_orders'</c>; null while connecting.</param>
    public static ServerException? Explain(PostgresServer server, Exception fault, string? doing = null)
    {
        if (fault is not (NpgsqlException or SocketException or AuthenticationException or TimeoutException or EndOfStreamException))
            return null;
        var words = Chain(fault).Select(part => Words(server, part)).FirstOrDefault(part => part is not null);
        var place = doing is null ? server.Description : $"{server.Description}, {doing}";
        return new($"{place}: {words ?? $"{Line(fault.Message)}."}", fault);
    }

    private static string? Words(PostgresServer server, Exception fault) => fault switch
    {
        PostgresException refusal => Refusal(server, refusal),
        SocketException socket => Unreachable(socket),
        AuthenticationException tls => $"the server's TLS certificate was not accepted ({Line(tls.Message)}). Give the right authority with sslrootcert, or choose another sslmode.",
        TimeoutException => "no answer in time. Check host, port and firewall; connect_timeout gives it longer.",
        EndOfStreamException => "the connection was cut: the server was restarted or ended it. Run again when it is there.",
        NpgsqlException when fault.Message.Contains("No password has been provided", StringComparison.Ordinal) =>
            $"the server asks for the password of role '{server.User}', and none is given. Put it into ~/.pgpass or PGPASSWORD.",
        NpgsqlException when fault.Message.Contains("SSL connection requested", StringComparison.Ordinal) =>
            "the connection requires TLS (sslmode), and the server offers none. Turn TLS on in the server, or choose sslmode=prefer.",
        IOException => "the connection was cut: the server was restarted or ended it. Run again when it is there.",
        _ => null,
    };

    private static string Refusal(PostgresServer server, PostgresException refusal) => refusal.SqlState switch
    {
        PostgresErrorCodes.InvalidPassword => $"the server refuses the password of role '{server.User}'. Put the right one into ~/.pgpass or PGPASSWORD.",
        PostgresErrorCodes.InvalidAuthorizationSpecification when refusal.MessageText.Contains("no encryption", StringComparison.Ordinal) =>
            $"the server takes no connection without TLS here ({Line(refusal.MessageText)}). Connect with sslmode=require.",
        PostgresErrorCodes.InvalidAuthorizationSpecification =>
            $"the server refuses role '{server.User}' ({Line(refusal.MessageText)}). Name another role, or allow this one in pg_hba.conf.",
        PostgresErrorCodes.InvalidCatalogName => "there is no such database. Name one that is there, as in postgresql://host/database.",
        PostgresErrorCodes.TooManyConnections => $"the server has no connection left ({Line(refusal.MessageText)}). Run again later.",
        PostgresErrorCodes.CannotConnectNow => $"the server is starting or stopping ({Line(refusal.MessageText)}). Run again when it is up.",
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown or "25P03" or "57P05" =>
            $"the server ended the connection ({Line(refusal.MessageText)}). Run again when it is there.",
        PostgresErrorCodes.InsufficientPrivilege => $"role '{server.User}' may not do this ({Line(refusal.MessageText)}). Grant it the right; the README lists what is needed.",
        PostgresErrorCodes.QueryCanceled => $"the server stopped the statement ({Line(refusal.MessageText)}). Give it longer, as with options='-c statement_timeout=0'.",
        PostgresErrorCodes.LockNotAvailable => $"a lock is held by someone else ({Line(refusal.MessageText)}). Run again later.",
        PostgresErrorCodes.DiskFull => $"the server's disk is full ({Line(refusal.MessageText)}). Free space there.",
        _ => $"{Line(refusal.MessageText)} (SQLSTATE {refusal.SqlState}).",
    };

    private static string Unreachable(SocketException fault) => fault.SocketErrorCode switch
    {
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain => "there is no such host. Check its name.",
        SocketError.ConnectionRefused => "no server listens there. Check host and port, and whether it is running.",
        SocketError.AddressNotAvailable => "there is no socket of a server there. Check host and port, and whether it is running.",
        SocketError.TimedOut => "no answer in time. Check host, port and firewall.",
        SocketError.ConnectionReset or SocketError.ConnectionAborted or SocketError.Shutdown =>
            "the connection was cut: the server was restarted or ended it. Run again when it is there.",
        _ => $"it can't be reached ({Line(fault.Message)}). Check host and port.",
    };

    // The fault and those behind it; of several addresses of one host the last one's.
    private static IEnumerable<Exception> Chain(Exception fault)
    {
        for (var part = fault; part is not null; part = part is AggregateException { InnerExceptions: [.., var last] } ? last : part.InnerException)
            yield return part;
    }

    private static string Line(string text) => text.Trim().Split('\n', 2)[0].TrimEnd('\r', ' ', '.');
}
