using System.Text;
using System.Text.Json;

namespace UtmAttribution.DuckDb.Interop;

/// <summary>Makes exceptions of DuckDB's error texts.</summary>
/// <remarks>
/// Connections ask for errors as JSON, as only there the kind and the position (a byte of the SQL) always come along. Errors from
/// outside a query are plain text: "Kind Error: words".
/// </remarks>
internal static class NativeError
{
    private const string Separator = " Error: ";

    internal static DuckDBException Create(string message, string? sql = null, DuckDBErrorType type = DuckDBErrorType.Invalid)
    {
        var kind = "";
        var detail = message;
        int? position = null;
        if (TryReadJson(message, out var fields))
        {
            kind = fields.GetValueOrDefault("exception_type", "");
            detail = fields.GetValueOrDefault("exception_message", message);
            if (sql is not null && fields.TryGetValue("position", out var text) && int.TryParse(text, out var bytes))
                position = CharacterAt(sql, bytes);
        }
        else if (message.IndexOf(Separator, StringComparison.Ordinal) is > 0 and < 30 and var end)
        {
            kind = message[..end];
            detail = message[(end + Separator.Length)..];
        }

        if (type == DuckDBErrorType.Invalid)
            type = TypeOf(kind);
        var place = position is { } at ? SqlPlace.Of(sql!, at) : null;
        return new DuckDBException((kind.Length > 0 ? kind + Separator : "") + detail + place?.Picture)
        {
            ErrorType = type,
            Detail = detail,
            Sql = sql,
            Position = position,
            Line = place?.Line,
            Column = place?.Column,
        };
    }

    /// <summary>The error, or the cancellation that it comes from.</summary>
    internal static Exception OrCancelled(DuckDBException error, CancellationToken ct) =>
        error.ErrorType == DuckDBErrorType.Interrupt && ct.IsCancellationRequested
            ? new OperationCanceledException("The query was cancelled.", error, ct)
            : error;

    private static bool TryReadJson(string message, out Dictionary<string, string> fields)
    {
        fields = [];
        // An error that was wrapped on its way has the kind in front of the JSON.
        var start = message.IndexOf("{\"exception_type\"", StringComparison.Ordinal);
        if (start is < 0 or > 40)
            return false;
        try
        {
            using var json = JsonDocument.Parse(message.AsMemory(start));
            foreach (var property in json.RootElement.EnumerateObject())
                fields[property.Name] = property.Value.ValueKind == JsonValueKind.String ? property.Value.GetString()! : property.Value.GetRawText();
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static int? CharacterAt(string sql, int position)
    {
        var bytes = Encoding.UTF8.GetBytes(sql);
        return position <= bytes.Length ? Encoding.UTF8.GetCharCount(bytes, 0, position) : null;
    }

    // DuckDB writes kinds as "Out of Range", "INTERRUPT", "NullPointer": the letters are those of the enum.
    private static DuckDBErrorType TypeOf(string kind) => kind switch
    {
        "TransactionContext" => DuckDBErrorType.Transaction,
        "Extension Autoloading" => DuckDBErrorType.Autoload,
        _ => Enum.TryParse<DuckDBErrorType>(kind.Replace(" ", "", StringComparison.Ordinal), ignoreCase: true, out var type) ? type : DuckDBErrorType.Invalid,
    };
}
