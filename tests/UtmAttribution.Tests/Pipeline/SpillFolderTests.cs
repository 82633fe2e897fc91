using UtmAttribution.Engines;

namespace UtmAttribution.Tests.Pipeline;

public sealed class SpillFolderTests : IDisposable
{
    private readonly DirectoryInfo _parent = Directory.CreateTempSubdirectory("utm-spill-");

    [Fact]
    public void Runs_of_one_process_at_the_same_time_have_folders_of_their_own()
    {
        using var one = SpillFolder.Create(_parent.FullName);
        using var other = SpillFolder.Create(_parent.FullName);

        Assert.NotEqual(one.Path, other.Path);
        Assert.Equal(2, _parent.EnumerateDirectories().Count());
    }

    [Fact]
    public void A_folder_that_is_removed_twice_takes_no_later_one_along()
    {
        var first = SpillFolder.Create(_parent.FullName);
        File.WriteAllText(Path.Combine(first.Path, "relations"), "");
        first.Dispose();
        Directory.CreateDirectory(first.Path);
        first.Dispose();

        Assert.True(Directory.Exists(first.Path));
    }

    public void Dispose() => _parent.Delete(recursive: true);
}
