using UtmAttribution.DuckDb;
using UtmAttribution.Engines;
using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;

namespace UtmAttribution.Tests.Sinks;

public sealed class TargetFaultTests : IDisposable
{
    private readonly TargetFolder _target = new();

    public void Dispose() => _target.Dispose();

    [Fact]
    public void The_check_makes_the_folder_and_leaves_nothing_in_it()
    {
        new ParquetSink(_target.Path).CheckWritable();

        Assert.True(Directory.Exists(_target.Path));
        Assert.Empty(_target.Files());
    }

    [Fact]
    public void A_target_that_is_a_file_is_refused_by_name_with_what_to_do()
    {
        File.WriteAllText(_target.Path, "");

        var message = Assert.Throws<PublishException>(new ParquetSink(_target.Path).CheckWritable).Message;
        Assert.Contains($"The target '{_target.Path}' cannot be written: it is a file, and a folder is expected.", message, StringComparison.Ordinal);
        Assert.Contains("Free space there, without what this run wrote:", message, StringComparison.Ordinal);
        Assert.Contains("Nothing was published. Check the path and its permissions", message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_permission_to_write_is_refused()
    {
        Directory.CreateDirectory(_target.Path);
        // Nothing stops a privileged user but a file system that takes no files.
        var folder = OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess ? "/proc/utm" : _target.Path;
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_target.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        else
            folder = "Z:\\no such drive";

        foreach (var attempt in new Action[] { new ParquetSink(folder).CheckWritable, () => Stage(folder) })
            Assert.Contains($"The target '{folder}' cannot be written", Assert.Throws<PublishException>(attempt).Message, StringComparison.Ordinal);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_target.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
    }

    [Fact]
    public void A_full_disk_is_told_with_the_free_space_and_the_advice_to_make_room()
    {
        var message = TargetFault.Message(_target.Path, "Could not write file \"x\": No space left on device\n\nLINE 1", "Nothing was published.");

        Assert.Matches(
            "cannot be written: Could not write file \"x\": No space left on device\\. Free space there, without what this run wrote: [0-9,]+ MB\\. Nothing was published\\. Make room",
            message);
    }

    [Fact]
    public void A_full_disk_is_told_without_the_hidden_file_that_met_it()
    {
        var message = Assert.Throws<PublishException>(() => TargetFault.Guard<bool>(
            _target.Path, "Nothing was published.", () => throw new IOException("No space left on device : '/out/.staging-1/part-0.parquet'"))).Message;

        Assert.Contains("cannot be written: No space left on device. Free space there, without", message, StringComparison.Ordinal);
        Assert.EndsWith("Nothing was published. Make room or name another folder with --out, then run again.", message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_engines_failure_to_write_a_file_is_a_fault_of_the_target_and_a_wrong_relation_is_not()
    {
        var missing = Path.Combine(_target.Path, "missing");
        Assert.Throws<PublishException>(() => TargetFault.Guard(missing, "", () =>
            _target.Engine.Connection.Execute($"copy (select 1) to {Sql.Text(Path.Combine(missing, "x.parquet"))}")));
        Assert.Throws<DuckDBException>(() => TargetFault.Guard(missing, "", () => _target.Engine.Connection.Execute("from nowhere")));
    }

    private void Stage(string folder) =>
        new ParquetSink(folder).Stage(_target.Engine, TargetFolder.Request("b1", 1, 1), null, CancellationToken.None);
}
