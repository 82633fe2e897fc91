using UtmAttribution.Errors;
using UtmAttribution.Sinks;
using UtmAttribution.Sinks.Partitions;
using static UtmAttribution.Tests.Sinks.TargetFolder;

namespace UtmAttribution.Tests.Sinks;

public sealed class OutputVerifierTests : IDisposable
{
    private readonly TargetFolder _target = new();

    public OutputVerifierTests()
    {
        _target.FillAndPublish("b1", 1, 3, 1, 2, 3);
        _target.FillAndPublish("b2", 2, 2, 2);
    }

    public void Dispose() => _target.Dispose();

    [Fact]
    public void A_folder_as_it_was_published_by_several_runs_passes()
    {
        var report = OutputVerifier.Verify(_target.Path, null, CancellationToken.None);

        Assert.Empty(report.Findings);
        Assert.True(report.Passed);
        Assert.Equal((6, 24L), (report.Files, report.Rows));
    }

    [Fact]
    public void A_deleted_file_is_found()
    {
        File.Delete(_target.File(Mapping, 1));
        AssertFinds("utm_order_mapping/date_start=2025-03-01/part-0.parquet is missing; _manifest.json says that it has 6 rows.");
    }

    [Fact]
    public void An_extra_file_is_found()
    {
        File.Copy(_target.File(Mapping, 1), Path.Combine(Path.GetDirectoryName(_target.File(Mapping, 1))!, "part-1.parquet"));
        AssertFinds("utm_order_mapping/date_start=2025-03-01/part-1.parquet is not in _manifest.json: no run published it.");
    }

    [Fact]
    public void A_truncated_file_is_found()
    {
        using (var file = File.OpenWrite(_target.File(Ads, 3)))
            file.SetLength(file.Length / 2);
        AssertFinds("utm_ad_hourly_performance/date_start=2025-03-03/part-0.parquet cannot be read: ");
    }

    [Fact]
    public void A_flipped_bit_is_found()
    {
        var bytes = File.ReadAllBytes(_target.File(Ads, 3));
        bytes[12] ^= 1;
        File.WriteAllBytes(_target.File(Ads, 3), bytes);
        AssertFinds("utm_ad_hourly_performance/date_start=2025-03-03/part-0.parquet ");
    }

    [Fact]
    public void An_edited_value_is_found_in_its_file_and_in_the_ledger()
    {
        Rewrite(Mapping, 2, "select * replace (attributed_revenue + (order_id = 'o1' and attribution_model = 'linear')::integer * 0.0001 as attributed_revenue)");
        AssertFinds(
            "utm_order_mapping/date_start=2025-03-02/part-0.parquet is not as it was published: ",
            "utm_order_mapping: attributed_revenue of 'linear' sums to 36.0001 over the dates of the last run, _ledger.json has 36.0000.");
    }

    [Fact]
    public void Rows_in_another_order_are_found()
    {
        Rewrite(Mapping, 1, "select *", "order by order_id desc");
        AssertFinds("utm_order_mapping/date_start=2025-03-01/part-0.parquet is not as it was published: ");
    }

    [Fact]
    public void Audit_columns_do_not_count_as_data_but_the_bytes_do()
    {
        Rewrite(Mapping, 1, "select * replace ('bX' as batch_id)");
        Assert.Contains("its data are the same, but not its bytes", Assert.Single(_target.Findings()), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_with_other_columns_than_its_dataset_is_found()
    {
        Rewrite(Mapping, 1, "select * exclude (utm_campaign)");
        Assert.Contains(
            "has other columns than utm_order_mapping/date_start=2025-03-02/part-0.parquet", Assert.Single(_target.Findings()), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("_ledger.json", "\"actual\": 36.0000", "\"actual\": 36.0100", "_ledger.json does not balance: 'revenue, last_click'")]
    [InlineData("_ledger.json", "\"actual\": 3.7035", "\"actual\": 3.7034", "utm_ad_hourly_performance: ad_spend sums to 3.7035")]
    [InlineData("_ledger.json", "\"rows\": 6", "\"rows\": 7", "utm_order_mapping: _ledger.json says that the last run published 7 rows, _manifest.json 6.")]
    [InlineData("_ledger.json", "\"batch_id\": \"b2\"", "\"batch_id\": \"b1\"", "_ledger.json is of the run b1, _manifest.json of b2")]
    [InlineData("_ledger.json", "{", "[", "_ledger.json' is no ledger: ")]
    [InlineData("_manifest.json", "\"rows\": 6", "\"rows\": 5", "it has 6 rows instead of 5")]
    public void A_changed_figure_in_the_files_beside_is_found(string file, string from, string to, string finding)
    {
        var path = Path.Combine(_target.Path, file);
        var text = File.ReadAllText(path);
        Assert.Contains(from, text, StringComparison.Ordinal);
        File.WriteAllText(path, text.Replace(from, to, StringComparison.Ordinal));
        Assert.Contains(_target.Findings(), found => found.Contains(finding, StringComparison.Ordinal));
    }

    [Fact]
    public void A_missing_ledger_is_found()
    {
        File.Delete(Path.Combine(_target.Path, "_ledger.json"));
        AssertFinds("_ledger.json is missing");
    }

    [Fact]
    public void A_folder_where_nothing_was_published_is_an_error_that_says_what_to_name()
    {
        var empty = Directory.CreateDirectory(Path.Combine(_target.Path, "empty")).FullName;
        foreach (var folder in new[] { empty, Path.Combine(_target.Path, "none") })
        {
            var error = Assert.Throws<InvalidInputException>(() => OutputVerifier.Verify(folder, null, CancellationToken.None));
            Assert.Contains($"'{folder}'", error.Message, StringComparison.Ordinal);
            Assert.Contains("Name the folder that 'utm run --out' published into", error.Message, StringComparison.Ordinal);
        }
    }

    private void AssertFinds(params string[] beginnings)
    {
        var findings = _target.Findings();
        Assert.Equal(beginnings.Length, findings.Count);
        Assert.All(beginnings.Zip(findings), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
    }

    private void Rewrite(Dataset dataset, int day, string select, string order = "")
    {
        var file = _target.File(dataset, day);
        var copy = file + ".new";
        _target.Engine.Connection.Execute($"copy ({select} from {Sql.Parquet(file)} {order}) to {Sql.Text(copy)} (format parquet, compression zstd)");
        File.Move(copy, file, overwrite: true);
    }
}
