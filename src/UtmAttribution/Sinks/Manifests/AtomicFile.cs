using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace UtmAttribution.Sinks.Manifests;

/// <summary>Small JSON files that are there whole or not at all.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside, brings to the disk, renames.</summary>
    public static void Write<T>(string path, T value, JsonTypeInfo<T> type)
    {
        var temporary = path + ".tmp";
        using (var stream = File.Create(temporary))
        {
            JsonSerializer.Serialize(stream, value, type);
            stream.Write("\n"u8);
            stream.Flush(flushToDisk: true);
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <summary>Reads what was written.</summary>
    /// <exception cref="JsonException">It is something else.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type)
    {
        using var stream = File.OpenRead(path);
        return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("It holds null.");
    }
}
