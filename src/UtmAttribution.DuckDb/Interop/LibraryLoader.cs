using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;

namespace UtmAttribution.DuckDb.Interop;

/// <summary>
/// Finds libduckdb: the file that UTM_DUCKDB_LIBRARY names, else the one beside the binaries (the build puts it there).
/// </summary>
internal static unsafe class LibraryLoader
{
    internal const string Variable = "UTM_DUCKDB_LIBRARY";

    // The vector layouts and functions used here are those of this minor version.
    private const string ExpectedVersion = "v1.5.";

    internal static void Register() =>
        NativeLibrary.SetDllImportResolver(
            typeof(LibraryLoader).Assembly,
            static (name, _, _) => name == NativeMethods.Library ? Load() : 0);

    internal static string FileName =>
        OperatingSystem.IsWindows() ? "duckdb.dll" : OperatingSystem.IsMacOS() ? "libduckdb.dylib" : "libduckdb.so";

    [UnconditionalSuppressMessage("SingleFile", "IL3000", Justification = "A program in one file has no such folder, and then looks beside itself only.")]
    private static nint Load()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrEmpty(named))
            return LoadNamed(named);
        // An assembly that was loaded from elsewhere (a plug-in, a test host) keeps its files together.
        var own = Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location);
        return LoadBeside(AppContext.BaseDirectory, string.IsNullOrEmpty(own) ? AppContext.BaseDirectory : own);
    }

    internal static nint LoadNamed(string path) => LoadFile(path, $"{Variable} names \"{path}\"");

    internal static nint LoadBeside(params string[] folders)
    {
        var path = folders.Select(folder => Path.Combine(folder, FileName)).FirstOrDefault(File.Exists);
        return path is not null
            ? LoadFile(path, $"\"{path}\" is there")
            : throw new DllNotFoundException(
                $"DuckDB's native library is missing: no \"{FileName}\" in \"{folders[0]}\", and {Variable} is not set. "
                + $"Build again (the build fetches it with npm), or set {Variable} to the path of a libduckdb of version 1.5.x.");
    }

    private static nint LoadFile(string path, string why)
    {
        if (!File.Exists(path))
        {
            throw new DllNotFoundException(
                $"DuckDB's native library can't be loaded: {why}, but there is no such file. "
                + $"Set {Variable} to the path of a libduckdb of version 1.5.x, or unset it to use the one the build fetched.");
        }

        nint library;
        try
        {
            library = NativeLibrary.Load(path);
        }
        catch (Exception e) when (e is DllNotFoundException or BadImageFormatException)
        {
            throw new DllNotFoundException(
                $"DuckDB's native library can't be loaded: {why}, but it is no library for {RuntimeInformation.RuntimeIdentifier}: {e.Message}", e);
        }

        CheckVersion(library, path);
        return library;
    }

    private static void CheckVersion(nint library, string path)
    {
        var version = NativeLibrary.TryGetExport(library, "duckdb_library_version", out var function)
            ? Marshal.PtrToStringUTF8((nint)((delegate* unmanaged<byte*>)function)())
            : null;
        if (version?.StartsWith(ExpectedVersion, StringComparison.Ordinal) == true)
            return;
        NativeLibrary.Free(library);
        throw new DllNotFoundException(
            $"DuckDB's native library \"{path}\" is {version ?? "no libduckdb"}; expected is version 1.5.x. "
            + $"Set {Variable} to such a library, or unset it to use the one the build fetched.");
    }
}
