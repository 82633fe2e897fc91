using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace UtmAttribution.Postgres.Plain;

/// <summary>
/// A connection without encryption that asks for a number and receives a COPY, by version 3.0 of PostgreSQL's protocol: tables
/// come faster than the driver receives them. What else a server may want of a client is left to the driver.
/// </summary>
/// <remarks>The protocol: <see href="https://www.postgresql.org/docs/current/protocol.html"/>.</remarks>
internal sealed class PlainConnection : ICopyConnection
{
    private const int Version3 = 3 << 16;
    private const int EncryptionRequest = 80_877_103;
    private const char PasswordMessage = 'p';

    private readonly BlockingSocket _socket;
    private readonly ServerMessages _messages;

    private PlainConnection(BlockingSocket socket) => (_socket, _messages) = (socket, new(socket));

    /// <summary>Opens it.</summary>
    /// <param name="settings">As whom to connect, and how.</param>
    /// <param name="host">A host's name, an address, or the folder of a Unix socket.</param>
    /// <param name="port">The port.</param>
    /// <returns>Null where the settings or the server ask for more than this connection can do: encryption, or other proofs than a password.</returns>
    /// <exception cref="PostgresException">The server refuses.</exception>
    /// <exception cref="NpgsqlException">The connection is broken.</exception>
    public static PlainConnection? TryOpen(NpgsqlConnectionStringBuilder settings, string host, int port)
    {
        if (!Suits(settings))
            return null;
        var connection = new PlainConnection(BlockingSocket.Connect(host, port, settings));
        try
        {
            // Whoever prefers encryption gets it where the server has it.
            var asksForEncryption = settings.SslMode == SslMode.Prefer && !host.StartsWith('/');
            if (!(asksForEncryption && connection.CanEncrypt()) && connection.Begin(settings, host, port))
                return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
        connection.Dispose();
        return null;
    }

    /// <inheritdoc/>
    public int AskNumber(string sql)
    {
        Send('Q', sql);
        // A row has the count of its columns, then each one's length and text.
        var answer = int.Parse(_messages.Next('D')[(sizeof(short) + sizeof(int))..], CultureInfo.InvariantCulture);
        _messages.Next('Z');
        return answer;
    }

    /// <inheritdoc/>
    public void StartCopy(string sql, CancellationToken cancellation)
    {
        Send('Q', sql);
        _messages.Next('H');
        _socket.ReceiveMuch(ServerMessages.Portion, cancellation);
    }

    /// <inheritdoc/>
    public int ReceiveCopy(Span<byte> into) => _messages.ReceiveCopy(into);

    /// <summary>Closes it.</summary>
    public void Dispose()
    {
        try
        {
            Send('X', []);
        }
        catch (NpgsqlException)
        {
            // The server is gone already.
        }
        _socket.Dispose();
    }

    private static bool Suits(NpgsqlConnectionStringBuilder settings) =>
        settings.SslMode is SslMode.Disable or SslMode.Allow or SslMode.Prefer
        && settings.GssEncryptionMode != GssEncryptionMode.Require && settings.ChannelBinding != ChannelBinding.Require && settings.RequireAuth is null;

    private bool CanEncrypt()
    {
        var request = new byte[2 * sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(request, request.Length);
        BinaryPrimitives.WriteInt32BigEndian(request.AsSpan(sizeof(int)), EncryptionRequest);
        _socket.Send(request);
        return _messages.NextByte() != 'N';
    }

    // Whether the server lets us in.
    private bool Begin(NpgsqlConnectionStringBuilder settings, string host, int port)
    {
        Send(kind: null, [.. Int32(Version3), .. Parameters(settings), 0]);
        ScramSha256? scram = null;
        while (true)
        {
            var body = _messages.Next('R');
            var asked = BinaryPrimitives.ReadInt32BigEndian(body);
            body = body[sizeof(int)..];
            switch (asked)
            {
                case 0:
                    _messages.Next('Z');
                    _socket.WaitForever();
                    return true;
                case 3 when Password(settings, host, port) is { } password:
                    Send(PasswordMessage, password);
                    break;
                case 5 when Password(settings, host, port) is { } password:
                    Send(PasswordMessage, Md5(password, settings.Username!, body));
                    break;
                case 10 when Encoding.ASCII.GetString(body).Split('\0').Contains(ScramSha256.Name) && Password(settings, host, port) is { } password:
                    scram = ScramSha256.Begin(password);
                    var first = Encoding.UTF8.GetBytes(scram.First);
                    Send(PasswordMessage, [.. Text(ScramSha256.Name), .. Int32(first.Length), .. first]);
                    break;
                case 11 when scram is not null:
                    Send(PasswordMessage, Encoding.UTF8.GetBytes(scram.Final(Encoding.UTF8.GetString(body))));
                    break;
                case 12 when scram is not null:
                    scram.Verify(Encoding.UTF8.GetString(body));
                    break;
                default:
                    return false;
            }
        }
    }

    private static string? Password(NpgsqlConnectionStringBuilder settings, string host, int port) =>
        settings.Password ?? PasswordFile.Find(settings, host, port, Environment.GetEnvironmentVariable);

    private static IEnumerable<byte> Parameters(NpgsqlConnectionStringBuilder settings)
    {
        (string Name, string? Value)[] parameters =
        [
            ("user", settings.Username), ("database", settings.Database), ("application_name", settings.ApplicationName),
            ("options", settings.Options), ("client_encoding", "UTF8"), ("TimeZone", settings.Timezone),
        ];
        return parameters.Where(parameter => parameter.Value is not null).SelectMany(parameter => (byte[])[.. Text(parameter.Name), .. Text(parameter.Value!)]);
    }

    [SuppressMessage("Security", "CA5351:Do Not Use Broken Cryptographic Algorithms", Justification = "Servers with old passwords ask for it.")]
    private static string Md5(string password, string user, ReadOnlySpan<byte> salt)
    {
        var inner = Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(password + user)));
        return "md5" + Convert.ToHexStringLower(MD5.HashData([.. Encoding.ASCII.GetBytes(inner), .. salt]));
    }

    private void Send(char kind, string text) => Send(kind, Text(text));

    private void Send(char? kind, ReadOnlySpan<byte> body) =>
        _socket.Send([.. kind is { } letter ? [(byte)letter] : (byte[])[], .. Int32(sizeof(int) + body.Length), .. body]);

    private static byte[] Text(string text) => [.. Encoding.UTF8.GetBytes(text), 0];

    private static byte[] Int32(int value)
    {
        var bytes = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(bytes, value);
        return bytes;
    }
}
