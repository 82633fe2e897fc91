using UtmAttribution.Tests.Pipeline;

namespace UtmAttribution.Tests.Conventions;

/// <summary>What the files of the product keep to.</summary>
public sealed class SourceFileTests
{
    private const int MostLines = 300;

    private static readonly char[] Separators = ['/', '\\'];

    [Fact]
    public void No_source_file_is_too_long_to_be_read_in_one_go()
    {
        var sources = Path.Combine(SampleRun.Repository, "src");
        var files = Directory.EnumerateFiles(sources, "*.cs", SearchOption.AllDirectories)
            .Where(path => !Path.GetRelativePath(sources, path).Split(Separators).Any(folder => folder is "bin" or "obj")).ToList();

        Assert.InRange(files.Count, 100, int.MaxValue);
        Assert.DoesNotContain(files, path => File.ReadLines(path).Count() > MostLines);
    }
}
