using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>Passes connections on to a server on this machine, until it cuts them all.</summary>
internal sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();

    /// <summary>Listens on a free port.</summary>
    public CutProxy(int targetPort)
    {
        TargetPort = targetPort;
        _listener.Start();
        _ = Task.Run(AcceptAsync);
    }

    /// <summary>The port to connect to.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The server's port.</summary>
    public int TargetPort { get; }

    /// <summary>Cuts all connections in the middle of whatever goes over them.</summary>
    public void Cut()
    {
        _listener.Stop();
        while (_sockets.TryTake(out var socket))
        {
            socket.LingerState = new LingerOption(true, 0);
            socket.Close();
        }
    }

    public void Dispose()
    {
        _end.Cancel();
        Cut();
        _listener.Dispose();
        _end.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            var client = await _listener.AcceptSocketAsync(_end.Token);
            var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            await server.ConnectAsync(IPAddress.Loopback, TargetPort);
            _sockets.Add(client);
            _sockets.Add(server);
            _ = PassAsync(client, server);
            _ = PassAsync(server, client);
        }
    }

    private static async Task PassAsync(Socket from, Socket to)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None) is > 0 and var read)
                await to.SendAsync(buffer.AsMemory(0, read), SocketFlags.None);
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }
}
