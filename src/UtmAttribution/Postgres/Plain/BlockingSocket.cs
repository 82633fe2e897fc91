using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace UtmAttribution.Postgres.Plain;

/// <summary>
/// A connection to a server that waits in the kernel. The driver's is never blocking: the runtime emulates its waiting through
/// another thread, which costs more than receiving does.
/// </summary>
internal sealed class BlockingSocket : IDisposable
{
    private const int SocketLevel = 1; // SOL_SOCKET on Linux
    private const int ReceiveLowWaterMark = 18; // SO_RCVLOWAT on Linux
    private const int LongestWait = 5; // Milliseconds until fewer bytes than the mark are handed out.

    private readonly Socket _socket;
    private CancellationToken _cancellation;

    private BlockingSocket(Socket socket) => _socket = socket;

    /// <summary>Connects, to the first of the host's addresses that answers.</summary>
    /// <param name="host">A host's name, an address, or the folder of a Unix socket.</param>
    /// <param name="port">The port, which also names the Unix socket.</param>
    /// <param name="settings">How long an answer may take until <see cref="WaitForever"/>, and how it is kept alive.</param>
    /// <exception cref="SocketException">None of the addresses can be connected to.</exception>
    public static BlockingSocket Connect(string host, int port, NpgsqlConnectionStringBuilder settings)
    {
        if (host.StartsWith('/'))
            return Connect(new UnixDomainSocketEndPoint(Path.Combine(host, $".s.PGSQL.{port}")), settings);
        var addresses = Dns.GetHostAddresses(host);
        foreach (var address in addresses[..^1])
        {
            try
            {
                return Connect(new IPEndPoint(address, port), settings);
            }
            catch (SocketException)
            {
                // The next one may answer.
            }
        }
        return Connect(new IPEndPoint(addresses[^1], port), settings);
    }

    /// <summary>From now on an answer may take as long as it takes: a table may be locked, and who waits can cancel.</summary>
    public void WaitForever() => _socket.ReceiveTimeout = 0;

    /// <summary>
    /// From now on bytes come in large portions where the system can do so: who wakes for each of the server's small ones spends
    /// its time on waking. A cancelled token ends the waiting.
    /// </summary>
    public void ReceiveMuch(int bytes, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        if (!OperatingSystem.IsLinux())
            return;
        _socket.SetRawSocketOption(SocketLevel, ReceiveLowWaterMark, BitConverter.GetBytes(bytes));
        _socket.ReceiveTimeout = LongestWait;
    }

    /// <summary>Receives at least one byte.</summary>
    /// <exception cref="EndOfStreamException">The server has closed the connection.</exception>
    /// <exception cref="NpgsqlException">The connection is broken.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled while nothing came.</exception>
    public int Receive(Span<byte> into)
    {
        while (true)
        {
            var received = _socket.Receive(into, SocketFlags.None, out var error);
            switch (error)
            {
                case SocketError.Success when received > 0:
                    return received;
                case SocketError.Success:
                    throw new EndOfStreamException("The server has closed the connection.");
                case SocketError.TimedOut or SocketError.WouldBlock when _socket.ReceiveTimeout == LongestWait:
                    _cancellation.ThrowIfCancellationRequested();
                    break;
                case SocketError.TimedOut or SocketError.WouldBlock:
                    throw new TimeoutException("The server did not answer in time.");
                default:
                    throw Broken(error);
            }
        }
    }

    /// <summary>Sends all of it.</summary>
    /// <exception cref="NpgsqlException">The connection is broken.</exception>
    public void Send(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            var sent = _socket.Send(bytes, SocketFlags.None, out var error);
            if (error != SocketError.Success)
                throw Broken(error);
            bytes = bytes[sent..];
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private static NpgsqlException Broken(SocketError error) => new("The connection is broken.", new SocketException((int)error));

    private static BlockingSocket Connect(EndPoint end, NpgsqlConnectionStringBuilder settings)
    {
        var socket = new Socket(end.AddressFamily, SocketType.Stream, end is IPEndPoint ? ProtocolType.Tcp : ProtocolType.Unspecified);
        try
        {
            if (end is IPEndPoint)
            {
                socket.NoDelay = true;
                KeepAlive(socket, settings);
            }
            socket.Connect(end);
            socket.ReceiveTimeout = settings.Timeout * 1000;
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static void KeepAlive(Socket socket, NpgsqlConnectionStringBuilder settings)
    {
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive, settings.TcpKeepAlive);
        if (settings.TcpKeepAliveTime > 0)
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime, settings.TcpKeepAliveTime);
        if (settings.TcpKeepAliveInterval > 0)
            socket.SetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval, settings.TcpKeepAliveInterval);
    }
}
