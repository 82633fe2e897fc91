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

    [Fact]
    public void What_a_dead_run_left_goes_with_the_next_one_and_what_is_not_a_dead_runs_stays()
    {
        using var living = SpillFolder.Create(_parent.FullName);
        File.WriteAllText(Path.Combine(living.Path, "relations"), "");
        var lockFile = Path.GetFileName(Directory.GetFiles(living.Path).Single(file => !file.EndsWith("relations", StringComparison.Ordinal)));
        var dead = _parent.CreateSubdirectory("utm-1-1");
        File.WriteAllText(Path.Combine(dead.FullName, lockFile), "");
        File.WriteAllText(Path.Combine(dead.FullName, "relations"), "");
        var published = _parent.CreateSubdirectory("utm-out");
        File.WriteAllText(Path.Combine(published.FullName, ".lock"), "");

        using var next = SpillFolder.Create(_parent.FullName);

        Assert.Equal(new[] { living.Path, next.Path, published.FullName }.Order(StringComparer.Ordinal), _parent.EnumerateDirectories().Select(folder => folder.FullName).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(living.Path, "relations")));
    }

    [Fact]
    public void What_a_run_left_that_died_while_it_made_or_removed_its_folder_goes_too()
    {
        _parent.CreateSubdirectory("utm-1-1");
        var others = _parent.CreateSubdirectory("utm-reports");
        var full = _parent.CreateSubdirectory("utm-1-2");
        File.WriteAllText(Path.Combine(full.FullName, "relations"), "");

        using var next = SpillFolder.Create(_parent.FullName);

        Assert.Equal(new[] { full.FullName, next.Path, others.FullName }.Order(StringComparer.Ordinal), _parent.EnumerateDirectories().Select(folder => folder.FullName).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("20GB", 20_000_000_000L)]
    [InlineData("1.5 gib", 1_610_612_736L)]
    [InlineData("512KB", 512_000L)]
    [InlineData("0GB", null)]
    [InlineData("GB", null)]
    [InlineData("20", null)]
    [InlineData("20 gigs", null)]
    public void A_size_is_a_number_and_a_unit(string text, long? bytes) =>
        Assert.Equal(bytes, UtmAttribution.Options.ByteSize.TryParse(text, out var found) ? found : null);

    public void Dispose() => _parent.Delete(recursive: true);
}
