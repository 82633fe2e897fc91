using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using static UtmAttribution.Tests.Sinks.TargetFolder;

namespace UtmAttribution.Tests.Sinks;

public sealed class InterruptedPublicationTests : IDisposable
{
    private readonly TargetFolder _target = new();

    public void Dispose() => _target.Dispose();

    [Fact]
    public void A_commit_that_stops_between_two_dates_is_finished_by_the_next_run_of_any_dates()
    {
        _target.FillAndPublish("b1", 1, 4, 1, 2, 3, 4);
        _target.Fill("b2", 1, 3);
        var obstacle = _target.File(Mapping, 3);
        using (var publication = _target.Stage("b2", 1, 3))
        {
            // A folder in the place of a file: the move of the third date fails as a full or failing disk would make it.
            File.Delete(obstacle);
            Directory.CreateDirectory(obstacle);
            var error = Assert.Throws<PublishException>(() => publication.Commit(_target.Report("b2", publication)));
            Assert.Contains("the next run into this folder finishes that first", error.Message, StringComparison.Ordinal);
        }

        Directory.Delete(obstacle);
        // Date after date: the second one, which has no rows any more, is gone before the third is tried.
        Assert.Equal("1:b2 4:b1", _target.Batches(Mapping));
        Assert.Equal("1:b2 3:b2 4:b1", _target.Batches(Ads));
        Assert.Contains(_target.Findings(), finding => finding.StartsWith("The run b2 died while it was publishing", StringComparison.Ordinal));

        _target.FillAndPublish("b3", 4, 4, 4);
        Assert.Equal("1:b2 3:b2 4:b3", _target.Batches(Mapping));
        Assert.Equal("1:b2 3:b2 4:b3", _target.Batches(Ads));
        Assert.Empty(_target.Findings());
        Assert.DoesNotContain(_target.Files(), file => file.StartsWith('.'));
    }

    [Fact]
    public void What_a_run_left_that_died_before_its_commit_is_swept_away_by_the_next_one()
    {
        var left = Directory.CreateDirectory(Path.Combine(_target.Path, ".staging-dead", "utm_order_mapping", "date_start=2025-03-01"));
        File.WriteAllText(Path.Combine(left.FullName, "part-0.parquet"), "half a file");

        _target.FillAndPublish("b1", 2, 2, 2);
        Assert.Equal("2:b1", _target.Batches(Mapping));
        Assert.False(Directory.Exists(Path.Combine(_target.Path, ".staging-dead")));
    }

    [Fact]
    public void A_second_run_into_the_same_folder_is_refused_while_the_first_has_it()
    {
        _target.Fill("b1", 1);
        using (_target.Stage("b1", 1, 1))
        {
            var sink = new ParquetSink(_target.Path);
            foreach (var attempt in new Action[] { sink.CheckWritable, () => _target.Stage("b2", 1, 1) })
                Assert.Contains("Another run is publishing into", Assert.Throws<PublishException>(attempt).Message, StringComparison.Ordinal);
        }

        _target.Publish("b2", 1, 1);
        Assert.Empty(_target.Findings());
    }
}
