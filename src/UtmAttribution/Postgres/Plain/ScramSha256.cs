using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace UtmAttribution.Postgres.Plain;

/// <summary>
/// The client's half of SCRAM-SHA-256 without channel binding, RFC 5802 and RFC 7677: the server proves to know the password's
/// hash, and the password is not sent.
/// </summary>
/// <param name="password">The password.</param>
/// <param name="nonce">Printable characters that no other conversation has.</param>
/// <param name="user">The role's name; PostgreSQL has it from the connection's start and wants none here.</param>
internal sealed class ScramSha256(string password, string nonce, string user = "")
{
    /// <summary>What the server calls it.</summary>
    public const string Name = "SCRAM-SHA-256";

    private const string NoChannelBinding = "n,,";

    private byte[] _serverSignature = [];

    /// <summary>With a nonce of its own.</summary>
    public static ScramSha256 Begin(string password) => new(password, Convert.ToBase64String(RandomNumberGenerator.GetBytes(18)));

    /// <summary>What the client says first.</summary>
    public string First => NoChannelBinding + FirstBare;

    private string FirstBare => $"n={user},r={nonce}";

    /// <summary>What the client says to the server's first words.</summary>
    /// <exception cref="NpgsqlException">The server's words are not as they should be.</exception>
    public string Final(string serverFirst)
    {
        var (serverNonce, salt, iterations) = (Value(serverFirst, 'r'), Bytes(serverFirst, 's'), Iterations(serverFirst));
        if (!serverNonce.StartsWith(nonce, StringComparison.Ordinal) || serverNonce.Length == nonce.Length)
            throw new NpgsqlException("The server's answer to the password belongs to another conversation.");
        var withoutProof = $"c={Convert.ToBase64String(Encoding.ASCII.GetBytes(NoChannelBinding))},r={serverNonce}";
        var conversation = Encoding.UTF8.GetBytes($"{FirstBare},{serverFirst},{withoutProof}");

        var salted = Rfc2898DeriveBytes.Pbkdf2(password.Normalize(NormalizationForm.FormKC), salt, iterations, HashAlgorithmName.SHA256, SHA256.HashSizeInBytes);
        var clientKey = HMACSHA256.HashData(salted, "Client Key"u8);
        var proof = HMACSHA256.HashData(SHA256.HashData(clientKey), conversation);
        for (var i = 0; i < proof.Length; i++)
            proof[i] ^= clientKey[i];
        _serverSignature = HMACSHA256.HashData(HMACSHA256.HashData(salted, "Server Key"u8), conversation);
        return $"{withoutProof},p={Convert.ToBase64String(proof)}";
    }

    /// <summary>Checks that the server knows the password's hash, too.</summary>
    /// <exception cref="NpgsqlException">It does not.</exception>
    public void Verify(string serverFinal)
    {
        if (!CryptographicOperations.FixedTimeEquals(Bytes(serverFinal, 'v'), _serverSignature))
            throw new NpgsqlException("The server does not know the role's password.");
    }

    private static int Iterations(string message) =>
        int.TryParse(Value(message, 'i'), NumberStyles.None, CultureInfo.InvariantCulture, out var iterations) && iterations > 0
            ? iterations
            : throw Misunderstood();

    private static byte[] Bytes(string message, char name)
    {
        var text = Value(message, name);
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : throw Misunderstood();
    }

    private static string Value(string message, char name) =>
        message.Split(',').FirstOrDefault(part => part.Length > 1 && part[0] == name && part[1] == '=')?[2..] ?? throw Misunderstood();

    private static NpgsqlException Misunderstood() => new("The server's question for the password can't be understood.");
}
