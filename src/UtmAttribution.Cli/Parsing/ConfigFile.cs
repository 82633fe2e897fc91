using System.Text.Json;
using UtmAttribution.Errors;
using UtmAttribution.Options;

namespace UtmAttribution.Cli.Parsing;

/// <summary>A configuration file: a JSON object whose keys are long option names without the dashes. Comments and trailing commas are allowed.</summary>
internal static class ConfigFile
{
    private static readonly JsonDocumentOptions Tolerant = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <summary>What the file gives, by key.</summary>
    /// <param name="path">The file.</param>
    /// <param name="keys">The keys that are allowed.</param>
    /// <exception cref="InvalidOptionException">The file cannot be read, is not such an object, or has another key.</exception>
    public static IReadOnlyDictionary<string, Given> Read(string path, IReadOnlyCollection<string> keys)
    {
        using var document = Parse(path);
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            throw new InvalidOptionException($"--config: \"{path}\" holds no JSON object; write {{ \"time-zone\": \"Europe/Berlin\", … }}");

        var folder = Path.GetDirectoryName(path) ?? "";
        var settings = new Dictionary<string, Given>(StringComparer.Ordinal);
        foreach (var property in document.RootElement.EnumerateObject())
        {
            if (!keys.Contains(property.Name))
                throw new InvalidOptionException(Unknown(path, property.Name, keys));

            var label = $"{Path.GetFileName(path)}, \"{property.Name}\"";
            settings[property.Name] = new Given(label, Texts(label, property.Value), folder);
        }

        return settings;
    }

    private static JsonDocument Parse(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return JsonDocument.Parse(file, Tolerant);
        }
        catch (JsonException fault)
        {
            var line = fault.LineNumber is { } number ? $" at line {number + 1}" : "";
            throw new InvalidOptionException($"--config: \"{path}\" is not valid JSON{line}: {FirstSentence(fault.Message)}");
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new InvalidOptionException($"--config: there is no file \"{path}\"");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOptionException($"--config: \"{path}\" cannot be read: {fault.Message}");
        }
    }

    private static string[] Texts(string label, JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => [value.GetString()!],
        JsonValueKind.Number => [value.GetRawText()],
        JsonValueKind.True => ["true"],
        JsonValueKind.False => ["false"],
        JsonValueKind.Array when value.EnumerateArray().All(IsPlain) => [.. value.EnumerateArray().SelectMany(item => Texts(label, item))],
        JsonValueKind.Null => throw new InvalidOptionException($"{label}: the value is null; leave the key out to use the default"),
        _ => throw new InvalidOptionException($"{label}: the value must be text, a number, true, false, or a list of them"),
    };

    private static bool IsPlain(JsonElement item) => item.ValueKind is JsonValueKind.String or JsonValueKind.Number;

    private static string Unknown(string path, string key, IReadOnlyCollection<string> keys)
    {
        var nearest = NearestNames.Of(key.TrimStart('-'), keys, most: 1);
        var advice = nearest.Count == 0 ? $"known are {string.Join(", ", keys)}" : $"did you mean \"{nearest[0]}\"?";
        return $"{Path.GetFileName(path)}: the key \"{key}\" is unknown; {advice}";
    }

    private static string FirstSentence(string message)
    {
        var end = message.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? message : message[..(end + 1)];
    }
}
