using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using static UtmAttribution.Tests.Sinks.TargetFolder;

namespace UtmAttribution.Tests.Sinks;

/// <summary>What stands in the way of a publication is met before anything is published, and told by its name.</summary>
public sealed class DamagedTargetTests : IDisposable
{
    private readonly TargetFolder _target = new();

    public DamagedTargetTests() => _target.FillAndPublish("b1", 1, 2, 1, 2);

    public void Dispose() => _target.Dispose();

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{}")]
    [InlineData("{ \"format_version\": 1,")]
    [InlineData("{ \"format_version\": 1, \"tool_version\": \"1\", \"batch_id\": \"b1\", \"options\": {}, \"content_hash\": \"\", \"files\": null }")]
    [InlineData("{ \"format_version\": 1, \"tool_version\": \"1\", \"batch_id\": \"b1\", \"options\": {}, \"content_hash\": \"\", \"files\": [{}] }")]
    public void A_manifest_of_something_else_is_told_before_anything_is_computed(string text)
    {
        File.WriteAllText(At("_manifest.json"), text);

        foreach (var attempt in Attempts())
        {
            var message = Assert.Throws<InvalidInputException>(attempt).Message;
            Assert.StartsWith($"'{At("_manifest.json")}' is no manifest: ", message, StringComparison.Ordinal);
            Assert.EndsWith(" Restore the file, or publish everything again into an empty folder.", message, StringComparison.Ordinal);
            Assert.DoesNotContain('\n', message);
        }
    }

    [Fact]
    public void A_manifest_that_nobody_can_read_is_told_with_the_systems_words()
    {
        if (!OperatingSystem.IsLinux())
            return;
        File.Delete(At("_manifest.json"));
        // No permission keeps a privileged user from a file; the memory of a process has nothing at its first byte for anybody.
        File.CreateSymbolicLink(At("_manifest.json"), "/proc/self/mem");

        foreach (var attempt in Attempts())
        {
            Assert.Equal(
                $"The manifest '{At("_manifest.json")}' cannot be read: Input/output error. Restore the file, or publish everything again into an empty folder.",
                Assert.Throws<InvalidInputException>(attempt).Message);
        }
    }

    [Theory]
    [InlineData("_manifest.json")]
    [InlineData("_ledger.json")]
    public void A_folder_in_the_place_of_a_file_beside_is_told_before_anything_is_computed(string name)
    {
        File.Move(At(name), At("aside"));
        Directory.CreateDirectory(At(name));

        foreach (var attempt in Attempts())
            Assert.StartsWith(IsFolder(At(name)), Assert.Throws<PublishException>(attempt).Message, StringComparison.Ordinal);

        Directory.Delete(At(name));
        File.Move(At("aside"), At(name));
        AssertThatTheNextRunPublishes();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void What_is_no_file_or_no_folder_of_a_date_is_met_before_anything_is_published(bool isOfFolder)
    {
        var file = _target.File(Mapping, 2);
        var folder = Path.GetDirectoryName(file)!;
        var place = isOfFolder ? folder : file;
        Directory.Move(place, At("aside"));
        if (isOfFolder)
            File.WriteAllText(folder, "");
        else
            Directory.CreateDirectory(file);

        _target.Fill("b2", 1);
        var message = Assert.Throws<PublishException>(() => _target.Stage("b2", 1, 2)).Message;
        Assert.StartsWith(isOfFolder ? IsFile(folder) : IsFolder(file), message, StringComparison.Ordinal);
        Assert.Contains("Nothing was published; dates that were there before are unchanged. Check the path", message, StringComparison.Ordinal);
        // Other dates are not concerned.
        _target.FillAndPublish("b2", 1, 1, 1);

        if (isOfFolder)
            File.Delete(folder);
        else
            Directory.Delete(file);
        Directory.Move(At("aside"), place);
        AssertThatTheNextRunPublishes();
    }

    [Fact]
    public void What_stops_the_end_of_a_dead_runs_publication_is_told_as_that()
    {
        var file = _target.File(Mapping, 2);
        _target.Fill("b2", 1, 2);
        using (var publication = _target.Stage("b2", 1, 2))
        {
            File.Delete(file);
            Directory.CreateDirectory(file);
            Assert.Throws<PublishException>(() => publication.Commit(_target.Report("b2", publication)));
        }

        var message = Assert.Throws<PublishException>(() => new ParquetSink(_target.Path).FindDates(CancellationToken.None)).Message;
        Assert.StartsWith(IsFolder(file), message, StringComparison.Ordinal);
        Assert.Contains("Some dates are published and others not yet; the next run into this folder finishes that first.", message, StringComparison.Ordinal);

        Directory.Delete(file);
        AssertThatTheNextRunPublishes();
    }

    [Fact]
    public void A_dead_runs_decision_that_is_broken_is_told_with_the_folder_to_remove()
    {
        var left = Directory.CreateDirectory(At(".staging-b2")).FullName;
        File.WriteAllText(Path.Combine(left, "commit.json"), "{");

        var message = Assert.Throws<InvalidInputException>(() => _target.Stage("b3", 1, 1)).Message;
        Assert.Contains("commit.json' is no decision of a run that died: ", message, StringComparison.Ordinal);
        Assert.EndsWith($"Remove the folder '{left}', then publish the dates of that run again.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_goes_is_not_taken_for_one_while_something_else_has_its_name()
    {
        var file = _target.File(Mapping, 2);
        _target.Fill("b2", 1);
        using (var publication = _target.Stage("b2", 1, 2))
        {
            File.Delete(file);
            Directory.CreateDirectory(file);
            Assert.StartsWith(IsFolder(file), Assert.Throws<PublishException>(() => publication.Commit(_target.Report("b2", publication))).Message, StringComparison.Ordinal);
        }
    }

    private Action[] Attempts() =>
    [
        new ParquetSink(_target.Path).CheckWritable,
        () => new ParquetSink(_target.Path).FindDates(CancellationToken.None),
        () => _target.Stage("b2", 1, 1),
    ];

    private void AssertThatTheNextRunPublishes()
    {
        _target.FillAndPublish("b3", 1, 2, 1, 2);
        Assert.Equal("1:b3 2:b3", _target.Batches(Mapping));
        Assert.Empty(_target.Findings());
    }

    private string At(string name) => Path.Combine(_target.Path, name);

    private string IsFolder(string path) => $"The target '{_target.Path}' cannot be written: '{path}' is a folder, and a file is expected.";

    private string IsFile(string path) => $"The target '{_target.Path}' cannot be written: '{path}' is a file, and a folder is expected.";
}
