using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using UtmAttribution.Errors;
using UtmAttribution.Sinks.Partitions;

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
    /// <param name="path">The file.</param>
    /// <param name="type">What it holds.</param>
    /// <param name="kind">That in a word.</param>
    /// <param name="advice">A sentence about what to do where it holds something else.</param>
    /// <exception cref="InvalidInputException">It does, or can't be read.</exception>
    public static T Read<T>(string path, JsonTypeInfo<T> type, string kind, string advice)
    {
        try
        {
            Obstacle.ExpectFile(path);
            using var stream = File.OpenRead(path);
            return JsonSerializer.Deserialize(stream, type) ?? throw new JsonException("It holds null.");
        }
        catch (JsonException fault)
        {
            throw new InvalidInputException($"'{path}' is no {kind}: {fault.Message} {advice}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidInputException($"The {kind} '{path}' cannot be read: {TargetFault.Reason(fault)} {advice}", fault);
        }
    }
}
