using Microsoft.Extensions.Logging.Abstractions;
using UtmAttribution.Options;
using UtmAttribution.Sinks;
using UtmAttribution.Tests.Cli;

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
    public void Every_dataset_of_the_sample_is_the_expected_one(string name) =>
        AssertExpected(ExpectedDataset.All.Single(dataset => dataset.Name == name), run.Out);

    /// <summary>The models that learn, beside one that does not: what they give to channels, and that the folder is as its ledger says.</summary>
    [Fact]
    public void Channels_of_the_sample_have_the_expected_credit_under_data_driven_models()
    {
        using var folder = new TemporaryFolder();
        var options = new AttributionOptions { Models = [AttributionModel.LastClick, AttributionModel.Markov, AttributionModel.Shapley] };

        new AttributionPipeline(options, SampleRun.Source, folder["out"], TimeProvider.System, NullLogger.Instance).Run(CancellationToken.None);

        AssertExpected(ExpectedDataset.Learned, folder["out"]);
        Assert.Empty(Agreement.Differences(folder["out"], SampleRun.Reference(options, SampleRun.Source)));
        Assert.Empty(OutputVerifier.Verify(folder["out"], null, CancellationToken.None).Findings);
    }

    [Fact]
    public void Every_dataset_of_the_sample_is_that_of_the_reference_implementation() =>
        Assert.Empty(Agreement.Differences(run.Out, SampleRun.Reference(new AttributionOptions(), SampleRun.Source)));

    [Fact]
    public void There_is_an_expected_file_for_each_dataset_and_no_other() =>
        Assert.Equal(
            ExpectedDataset.All.Append(ExpectedDataset.Learned).Select(dataset => Path.GetFileName(dataset.ExpectedFile)).Order(StringComparer.Ordinal),
            Directory.EnumerateFileSystemEntries(ExpectedDataset.Folder).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    private static void AssertExpected(ExpectedDataset dataset, string folder)
    {
        var found = dataset.ReadPublished(folder);
        if (Environment.GetEnvironmentVariable(Rewrite) == "1")
            dataset.WriteExpected(found);

        var differences = dataset.Differences(dataset.ReadExpected(), found);

        Assert.True(
            differences.Count == 0,
            $"{string.Join('\n', differences)}\nWhere this is how it should be: {Rewrite}=1 dotnet test --filter {nameof(SampleGoldenTests)} writes data-samples/expected anew.");
    }
}
