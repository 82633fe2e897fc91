namespace UtmAttribution.Tests.Pipeline;

/// <summary>
/// What a run over <c>data-samples</c> publishes, row by row, against the files in <c>data-samples/expected</c> and against the
/// reference implementation, so that the files are not only what the product says.
/// </summary>
[Collection(SharesSampleRun.Name)]
public sealed class SampleGoldenTests(SampleRun run)
{
    private const string Rewrite = "UTM_REWRITE_EXPECTED";

    public static TheoryData<string> Datasets { get; } = [.. ExpectedDataset.All.Select(dataset => dataset.Name)];

    [Theory]
    [MemberData(nameof(Datasets))]
    public void Every_dataset_of_the_sample_is_the_expected_one(string name)
    {
        var dataset = ExpectedDataset.All.Single(dataset => dataset.Name == name);
        var found = dataset.ReadPublished(run.Out);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            dataset.WriteExpected(found);

        var differences = dataset.Differences(dataset.ReadExpected(), found);

        Assert.True(
            differences.Count == 0,
            $"{string.Join('\n', differences)}\nWhere this is how it should be: {Rewrite}=1 dotnet test --filter {nameof(SampleGoldenTests)} writes data-samples/expected anew.");
    }

    [Fact]
    public void Every_dataset_of_the_sample_is_that_of_the_reference_implementation() =>
        Assert.Empty(Agreement.Differences(run.Out, SampleRun.Reference(new AttributionOptions(), SampleRun.Source)));

    [Fact]
    public void There_is_an_expected_file_for_each_dataset_and_no_other() =>
        Assert.Equal(
            ExpectedDataset.All.Select(dataset => Path.GetFileName(dataset.ExpectedFile)).Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(ExpectedDataset.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));
}
