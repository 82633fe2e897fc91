using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UtmAttribution.Tests.Sources.Postgres;

/// <summary>
/// Passes connections on to a server on this machine, until it cuts them all: when it is told to, or at a statement's words, whose answer
/// the client then never hears.
/// </summary>
internal sealed class CutProxy : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ConcurrentBag<Socket> _sockets = [];
    private readonly CancellationTokenSource _end = new();
    private readonly TaskCompletionSource _answered = new();
    private volatile bool _keepsAnswers;

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

    /// <summary>What a client's message has that it cuts at, and whether the server still gets the message. Default: none.</summary>
    public (string Words, bool Passes)? CutAt { get; init; }

    /// <summary>Whether it has met such a message.</summary>
    public bool HasCut { get; private set; }

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
            _ = PassAsync(client, server, RequestAsync);
            _ = PassAsync(server, client, AnswerAsync);
        }
    }

    private async Task RequestAsync(Socket server, ReadOnlyMemory<byte> request)
    {
        if (CutAt is not var (words, passes) || request.Span.IndexOf(Encoding.UTF8.GetBytes(words)) < 0)
        {
            await server.SendAsync(request, SocketFlags.None);
            return;
        }

        HasCut = true;
        if (passes)
        {
            _keepsAnswers = true;
            await server.SendAsync(request, SocketFlags.None);
            await _answered.Task;
        }
        Cut();
    }

    private async Task AnswerAsync(Socket client, ReadOnlyMemory<byte> answer)
    {
        if (_keepsAnswers)
            _answered.TrySetResult();
        else
            await client.SendAsync(answer, SocketFlags.None);
    }

    private static async Task PassAsync(Socket from, Socket to, Func<Socket, ReadOnlyMemory<byte>, Task> pass)
    {
        var buffer = new byte[16_384];
        try
        {
            while (await from.ReceiveAsync(buffer, SocketFlags.None) is > 0 and var read)
                await pass(to, buffer.AsMemory(0, read));
            to.Shutdown(SocketShutdown.Send);
        }
        catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
        {
            // It was cut.
        }
    }
}
