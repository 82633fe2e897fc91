using System.Diagnostics;
using UtmAttribution.DuckDb;
using UtmAttribution.DuckDb.Interop;

namespace UtmAttribution.Tests.DuckDb;

public sealed class NativeLibraryTests
{
    [Fact]
    public void The_library_in_use_is_the_one_that_was_asked_for()
    {
        Assert.StartsWith("v1.5.", DuckDBDatabase.EngineVersion, StringComparison.Ordinal);
        using var process = Process.GetCurrentProcess();
        var loaded = process.Modules.Cast<ProcessModule>().Select(module => module.FileName);
        Assert.Contains(InUse, loaded);
    }

    [Fact]
    public void The_variable_goes_before_the_library_beside_the_binaries()
    {
        var (exitCode, output) = RunTheFirstTest("/nowhere/libduckdb");
        Assert.NotEqual(0, exitCode);
        Assert.Contains("UTM_DUCKDB_LIBRARY names \"/nowhere/libduckdb\", but there is no such file", output, StringComparison.Ordinal);
        Assert.NotEqual(0, LibraryLoader.LoadNamed(InUse));
    }

    [Fact]
    public void A_missing_library_says_where_it_was_looked_for_and_what_to_do()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            var error = Assert.Throws<DllNotFoundException>(() => LibraryLoader.LoadBeside(folder.FullName));
            Assert.Equal(
                $"DuckDB's native library is missing: no \"{LibraryLoader.FileName}\" in \"{folder.FullName}\", and UTM_DUCKDB_LIBRARY is not set. "
                + "Build again (the build fetches it with npm), or set UTM_DUCKDB_LIBRARY to the path of a libduckdb of version 1.5.x.",
                error.Message);
            Assert.Contains("there is no such file", Assert.Throws<DllNotFoundException>(() => LibraryLoader.LoadNamed("/nowhere/lib")).Message, StringComparison.Ordinal);
        }
        finally
        {
            folder.Delete();
        }
    }

    [Fact]
    public void A_file_that_is_no_library_or_not_duckdbs_is_named()
    {
        var text = typeof(NativeLibraryTests).Assembly.Location;
        Assert.Contains($"names \"{text}\", but it is no library for", Assert.Throws<DllNotFoundException>(() => LibraryLoader.LoadNamed(text)).Message, StringComparison.Ordinal);

        using var process = Process.GetCurrentProcess();
        var other = process.Modules.Cast<ProcessModule>().Select(module => module.FileName).First(file => file.Contains("System.Native", StringComparison.Ordinal) || file.Contains("coreclr", StringComparison.Ordinal));
        Assert.Contains($"\"{other}\" is no libduckdb; expected is version 1.5.x.", Assert.Throws<DllNotFoundException>(() => LibraryLoader.LoadNamed(other)).Message, StringComparison.Ordinal);
    }

    private static string InUse =>
        Environment.GetEnvironmentVariable(LibraryLoader.Variable) is { Length: > 0 } named ? named : Path.Combine(AppContext.BaseDirectory, LibraryLoader.FileName);

    /// <summary>Which library a process uses is settled once, so it takes another process.</summary>
    private static (int ExitCode, string Output) RunTheFirstTest(string library)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList =
            {
                "vstest",
                typeof(NativeLibraryTests).Assembly.Location,
                $"/TestCaseFilter:FullyQualifiedName={typeof(NativeLibraryTests).FullName}.{nameof(The_library_in_use_is_the_one_that_was_asked_for)}",
            },
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            Environment = { [LibraryLoader.Variable] = library },
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output + errors.Result);
    }
}
